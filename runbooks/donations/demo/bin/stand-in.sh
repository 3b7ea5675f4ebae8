# Sourced by the stand-ins beside it. They take the place of npx, npm and pm2 where the demo runs, and say so.
# The demo writes OPS_STATE/stand-in.env: TMINUS_SELF (the command line of tminus), DEMO_APP (of the application), APP_PORT.
name=$(basename "$0")
say() { echo "[stand-in for $name] $*"; }
refuse() { say "$*" >&2; exit 1; }
[ -n "${OPS_STATE-}" ] || refuse "OPS_STATE is not set; it names the demo's folder"
if [ -f "$OPS_STATE/stand-in.env" ]; then . "$OPS_STATE/stand-in.env"; fi
