"""Where a person starts: the home of their role, the choice of a role, everything else."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.actors import Facts, Role
from portfolio.domain.permissions import Permission
from portfolio.domain.policy import allows
from portfolio.extensions import db_session
from portfolio.outside import outside
from portfolio.queries import accounts as account_queries
from portfolio.services import sign_ins
from portfolio.web import htmx
from portfolio.web.access import public, signed_in
from portfolio.web.accounts import blueprint
from portfolio.web.accounts.places import more_places
from portfolio.web.accounts.roles import RoleForm, role_rows
from portfolio.web.flashes import flash
from portfolio.web.login import SignedIn, current_person, renew

HOMES = {
    Role.CANDIDATE: "candidates.home",
    Role.ASSESSOR: "assessors.queue",
    Role.IQA: "quality_assurers.candidates",
    Role.VERIFIER: "external_verifiers.visit",
    Role.ADMINISTRATOR: "administrators.candidates",
    Role.HEAD: "administrators.candidates",
    Role.COORDINATOR: "cases.waiting",
    Role.MANAGER: "cases.waiting",
}


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """Go to the home of the role one acts in, or sign in."""
    person = current_person()
    if person is None:
        return redirect(url_for("accounts.sign_in"), 303)
    if person.actor is None:
        return redirect(url_for("accounts.roles"), 303)
    return redirect(url_for(HOMES.get(person.actor.role, "accounts.more")), 303)


@blueprint.get("/account/more")
@signed_in
def more(person: SignedIn) -> ResponseReturnValue:
    """What does not fit in the navigation, by role."""
    actor = person.actor
    invites = actor and allows(actor, Permission.INVITE_PERSON, Facts(centre_id=actor.centre_id))
    return htmx.page(
        "accounts/more.html",
        places=more_places(actor),
        without_mail=bool(invites) and outside().mailer is None,
    )


@blueprint.route("/account/role", methods=["GET", "POST"])
@signed_in
def roles(person: SignedIn) -> ResponseReturnValue:
    """The roles a person holds, with centre and dates; the place to change between them."""
    form = RoleForm()
    grants = account_queries.all_grants(db_session(), person.user_id)
    rows = role_rows(grants, person.actor)
    if form.validate_on_submit():
        chosen = next(
            (row for row in rows if row.open and str(row.grant.id) == form.role.data), None
        )
        if chosen is None:
            abort(404)
        sign_ins.take_role(db_session(), person.actor, person.sign_in_id, chosen.grant)
        renew(person)
        flash(f"You now act as {chosen.grant.role.value} at {chosen.grant.centre.name}")
        return htmx.go_to(url_for("accounts.home"))
    status = 422 if request.method == "POST" else 200
    return htmx.page("accounts/roles.html", status=status, form=form, rows=rows)
