package studio.detector

import java.io.Closeable
import java.nio.ByteBuffer

/** What the three files of a model hold: NAME.param, NAME.bin and NAME.param.json. */
class Model(val param: ByteArray, val weights: ByteArray, val contract: ByteArray)

/** Pixels in a direct buffer: rows from the top, RGB or RGBA. */
class Picture(val pixels: ByteBuffer, val width: Int, val height: Int, val rowBytes: Int, val channels: Int)

/** What is kept of a network's candidates. */
data class Thresholds(val confidence: Double = @CONFIDENCE@, val iou: Double = @IOU@, val topK: Int = @TOP_K@)

/** A box in pixels of the picture, its score 0..1 and its class. */
data class Detection(
    val x1: Float,
    val y1: Float,
    val x2: Float,
    val y2: Float,
    val score: Float,
    val classId: Int,
)

/** Milliseconds that each stage took. */
data class Timings(val preprocess: Float, val inference: Float, val decode: Float, val nms: Float) {
    val total: Float get() = preprocess + inference + decode + nms
}

class Found(val detections: List<Detection>, val ms: Timings)

/**
 * A picture in, detections and times out.
 *
 * All is done in C++, and one flat array comes back: four times, then six numbers a box. To be used by one thread at a
 * time. What can't be used throws an IllegalArgumentException whose message is one sentence for people.
 */
class Detector(model: Model, threads: Int = 0) : Closeable {
    private var handle = Native.open(model.param, model.weights, model.contract, threads)

    val classNames: List<String> = Native.classNames(handle).map { it.toString(Charsets.UTF_8) }

    fun detect(picture: Picture, thresholds: Thresholds = Thresholds()): Found {
        check(handle != 0L) { "The detector is closed." }
        val values = with(picture) {
            Native.detect(
                handle, pixels, width, height, rowBytes, channels,
                thresholds.confidence, thresholds.iou, thresholds.topK,
            )
        }
        val detections = List((values.size - HEAD) / VALUES_PER_BOX) { place ->
            val at = HEAD + VALUES_PER_BOX * place
            Detection(
                values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4], values[at + 5].toInt(),
            )
        }
        return Found(detections, Timings(values[0], values[1], values[2], values[3]))
    }

    override fun close() {
        if (handle != 0L) Native.close(handle)
        handle = 0L
    }

    private companion object {
        const val HEAD = 4
        const val VALUES_PER_BOX = 6
    }
}
