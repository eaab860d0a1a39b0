"""How the web process runs , as gunicorn reads it: in threads, for a slow upload holds one."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "64"))
timeout = 120
graceful_timeout = 30
keepalive = 5
control_socket_disable = True
