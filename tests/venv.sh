# Read by run.sh of a folder of tests that need programs from PyPI: makes `place`, a folder of its own below the target folder,
# with `venv` in it that has what requirements.txt beside the script names.
#   here=FOLDER; . "$here/../venv.sh"
place=${CARGO_TARGET_DIR:-$here/../../target}/$(basename "$here")
mkdir -p "$place"
place=$(realpath "$place")
# A folder left half-made by an interrupted run is made anew.
if ! cmp -s "$here/requirements.txt" "$place/venv/requirements.txt"; then
    rm -rf "$place/venv"
    python3 -m venv "$place/venv"
    "$place/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$place/venv/"
fi
