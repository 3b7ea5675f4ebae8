# Sourced by the scripts beside it: where they keep their flags and logs.
OPS_STATE=${OPS_STATE:-/var/lib/donations}
mkdir -p "$OPS_STATE" || { echo "cannot make the folder $OPS_STATE; set OPS_STATE to one that can be written" >&2; exit 3; }
