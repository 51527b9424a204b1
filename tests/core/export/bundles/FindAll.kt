package studio.detector

import java.io.File
import java.nio.ByteBuffer

/** Prints what a model finds in pictures stored as NN.WxH.rgb, a line of JSON each; then times; then a refusal. */
fun main(arguments: Array<String>) {
    val param = File(arguments[0])
    val weights = File(param.path.removeSuffix(".param") + ".bin").readBytes()
    val contract = File(param.path + ".json").readBytes()
    val times = StageTimes(5)
    Detector(Model(param.readBytes(), weights, contract), 1).use { detector ->
        for (file in File(arguments[1]).listFiles().orEmpty().filter { it.extension == "rgb" }.sorted()) {
            val (width, height) = file.name.split(".")[1].split("x").map { it.toInt() }
            val bytes = file.readBytes()
            val pixels = ByteBuffer.allocateDirect(bytes.size).put(bytes)
            val found = detector.detect(Picture(pixels, width, height, 3 * width, 3))
            times.add(found.ms)
            val boxes = found.detections.joinToString(", ") {
                val name = detector.classNames[it.classId]
                """{"box": [${it.x1}, ${it.y1}, ${it.x2}, ${it.y2}], "score": ${it.score}, """ +
                    """"class_id": ${it.classId}, "class_name": "$name"}"""
            }
            println("""{"detections": [$boxes]}""")
        }
    }
    println(times.lines().last())
    try {
        Detector(Model(ByteArray(0), weights, contract))
    } catch (error: IllegalArgumentException) {
        println(error.message)
    }
}
