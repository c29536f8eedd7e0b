#!/usr/bin/env bash
# Installs what the comparison measures RnnGen against, on Debian or a relative of it. Everything that is not a package
# of the system goes to .work beside this file. Run as root, or where sudo asks nothing.
#
#   RTNEURAL   a checkout of RTNeural to use; otherwise one is cloned
set -eu
cd "$(dirname "$0")"
mkdir -p .work

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
as_root apt-get update
# Without libopenblas0 PyTorch runs on the reference BLAS, 15 times slower, and does not say so.
as_root apt-get install -y --no-install-recommends \
  python3-torch python3-numpy python3-onnx libopenblas0 libdnnl-dev libeigen3-dev g++ git nodejs npm

# Its scripts would only fetch what a GPU needs.
npm install --ignore-scripts --no-save --prefix .work/node onnxruntime-node@1.30.0

if [ -z "${RTNEURAL:-}" ]; then
  RTNEURAL=$PWD/.work/RTNeural
  [ -d "$RTNEURAL" ] || git clone https://github.com/jatinchowdhury18/RTNeural "$RTNEURAL"
fi
# Debian's own xsimd is too old for it.
if [ ! -e "$RTNEURAL/modules/xsimd/include" ]; then
  rm -rf "$RTNEURAL/modules/xsimd"
  git clone https://github.com/xtensor-stack/xsimd "$RTNEURAL/modules/xsimd"
  git -C "$RTNEURAL/modules/xsimd" checkout a00c81f
fi
echo "Ready: dotnet run -c Release --project benchmarks/RnnGen.Benchmarks -- compare"
