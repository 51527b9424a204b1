package studio.detector

import java.nio.ByteBuffer

/** The functions of detector_jni.cpp. */
internal object Native {
    init {
        System.loadLibrary("detector_jni")
    }

    external fun open(param: ByteArray, weights: ByteArray, contract: ByteArray, threads: Int): Long

    external fun close(handle: Long)

    external fun classNames(handle: Long): Array<ByteArray>

    external fun detect(
        handle: Long,
        pixels: ByteBuffer,
        width: Int,
        height: Int,
        rowBytes: Int,
        channels: Int,
        confidence: Double,
        iou: Double,
        topK: Int,
    ): FloatArray
}
