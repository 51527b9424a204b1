package studio.detector

import kotlin.math.ceil

/** The times of the last pictures, against what 30 pictures a second allow. */
class StageTimes(private val most: Int = 100) {
    private val kept = ArrayDeque<Timings>()

    fun add(ms: Timings) {
        if (kept.size == most) kept.removeFirst()
        kept.addLast(ms)
    }

    /** Says for each stage the middle and the slowest but a twentieth, in milliseconds. */
    fun lines(): List<String> = STAGES.map { (name, stage) ->
        val sorted = kept.map(stage).sorted()
        "%-10s p50 %5.1f  p95 %5.1f ms".format(name, sorted.percentile(0.5), sorted.percentile(0.95))
    }

    /** Whether the middle picture takes no longer than a camera with 30 pictures a second allows. */
    fun isInTime(): Boolean = kept.map { it.total }.sorted().percentile(0.5) <= LIMIT_MS

    private fun List<Float>.percentile(share: Double): Float =
        if (isEmpty()) 0f else this[(ceil(share * size).toInt() - 1).coerceIn(indices)]

    companion object {
        const val LIMIT_MS = 33f
        private val STAGES = listOf<Pair<String, (Timings) -> Float>>(
            "preprocess" to { it.preprocess },
            "inference" to { it.inference },
            "decode" to { it.decode },
            "nms" to { it.nms },
            "total" to { it.total },
        )
    }
}
