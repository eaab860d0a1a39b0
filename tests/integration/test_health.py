def test_health_names_each_part_it_checked(cast):
    reply = cast.visitor.get("/health")
    assert reply.status == 200
    assert reply.response.json["status"] == "ok"
    assert reply.response.json["database"] == "ok"
    assert reply.response.json["store"] == "ok"
