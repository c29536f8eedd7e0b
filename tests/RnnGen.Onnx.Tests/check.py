"""Runs ONNX's own checker over every model of a folder; a line for each that it refuses."""
import glob
import sys

import onnx

for path in sorted(glob.glob(sys.argv[1] + "/*.onnx")):
    try:
        onnx.checker.check_model(onnx.load(path), full_check=True)
    except Exception as error:  # noqa: BLE001 - whatever it says is the finding
        print(path.rsplit("/", 1)[-1], " ".join(str(error).split()), sep=": ")
print("checked")
