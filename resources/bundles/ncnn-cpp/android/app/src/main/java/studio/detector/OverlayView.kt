package studio.detector

import android.content.Context
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Paint
import android.graphics.Typeface
import android.view.View
import kotlin.math.min

/** Draws boxes, class names and times over the camera's picture, which lies in the middle with its shape kept. */
class OverlayView(context: Context, private val classNames: List<String>) : View(context) {
    private val density = resources.displayMetrics.density
    private val line = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        style = Paint.Style.STROKE
        strokeWidth = 2 * density
    }
    private val words = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        textSize = 13 * density
        typeface = Typeface.MONOSPACE
    }
    private val back = Paint().apply { color = Color.argb(160, 0, 0, 0) }
    private val colours = classNames.indices.map { Color.HSVToColor(floatArrayOf(it * GOLDEN_ANGLE % 360, 0.8f, 1f)) }

    private var detections = emptyList<Detection>()
    private var pictureWidth = 1
    private var pictureHeight = 1
    private var timeLines = emptyList<String>()
    private var isInTime = true

    fun show(found: Found, width: Int, height: Int, times: StageTimes) {
        detections = found.detections
        pictureWidth = width
        pictureHeight = height
        timeLines = times.lines() + "%.0f ms allow 30 pictures a second".format(StageTimes.LIMIT_MS)
        isInTime = times.isInTime()
        invalidate()
    }

    override fun onDraw(canvas: Canvas) {
        super.onDraw(canvas)
        val scale = min(width.toFloat() / pictureWidth, height.toFloat() / pictureHeight)
        val left = (width - pictureWidth * scale) / 2
        val top = (height - pictureHeight * scale) / 2
        for (found in detections) {
            line.color = colours[found.classId]
            words.color = colours[found.classId]
            val x = left + found.x1 * scale
            val y = top + found.y1 * scale
            canvas.drawRect(x, y, left + found.x2 * scale, top + found.y2 * scale, line)
            canvas.drawText("%s %.2f".format(classNames[found.classId], found.score), x, y - 3 * density, words)
        }
        drawTimes(canvas)
    }

    private fun drawTimes(canvas: Canvas) {
        val lineHeight = words.fontSpacing
        val widest = timeLines.maxOfOrNull { words.measureText(it) } ?: return
        val margin = 8 * density
        val top = height - margin - lineHeight * timeLines.size
        canvas.drawRect(0f, top - margin, widest + 2 * margin, height.toFloat(), back)
        words.color = if (isInTime) Color.GREEN else Color.YELLOW
        timeLines.forEachIndexed { place, text ->
            canvas.drawText(text, margin, top + lineHeight * (place + 0.8f), words)
        }
    }

    private companion object {
        /** Degrees from one class's hue to the next: neighbours differ, however many there are. */
        const val GOLDEN_ANGLE = 137.5f
    }
}
