from ai_edge_litert.interpreter import Interpreter

NETWORK = Interpreter(MODEL)
NETWORK.allocate_tensors()


def run(pixels):
    NETWORK.set_tensor(NETWORK.get_input_details()[0]["index"], pixels[None])
    NETWORK.invoke()
    return [NETWORK.get_tensor(each["index"]) for each in NETWORK.get_output_details()]
