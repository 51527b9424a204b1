def rows(outputs):
    return outputs[0][0]
