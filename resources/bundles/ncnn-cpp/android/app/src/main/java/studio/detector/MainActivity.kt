package studio.detector

import android.Manifest
import android.content.pm.PackageManager
import android.content.res.AssetManager
import android.os.Bundle
import android.util.Size
import android.view.Gravity
import android.view.View
import android.view.WindowManager
import android.widget.FrameLayout
import android.widget.TextView
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts
import androidx.camera.core.AspectRatio
import androidx.camera.core.CameraSelector
import androidx.camera.core.ImageAnalysis
import androidx.camera.core.ImageProxy
import androidx.camera.core.Preview
import androidx.camera.core.resolutionselector.AspectRatioStrategy
import androidx.camera.core.resolutionselector.ResolutionSelector
import androidx.camera.core.resolutionselector.ResolutionStrategy
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.camera.view.PreviewView
import androidx.core.content.ContextCompat
import java.io.FileNotFoundException
import java.util.concurrent.Executors

/** Shows what the model in the assets finds in the camera's picture. */
class MainActivity : ComponentActivity() {
    /** The one thread that uses the detector. */
    private val worker = Executors.newSingleThreadExecutor()
    private val times = StageTimes()
    private lateinit var detector: Detector
    private lateinit var preview: PreviewView
    private lateinit var overlay: OverlayView

    private val permission = registerForActivityResult(ActivityResultContracts.RequestPermission()) { isGranted ->
        if (isGranted) startCamera() else tell(getString(R.string.no_permission))
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        window.addFlags(WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON)
        try {
            detector = Detector(readModel(assets))
        } catch (error: IllegalArgumentException) {
            tell(error.message.orEmpty())
            return
        }
        preview = PreviewView(this).apply { scaleType = PreviewView.ScaleType.FIT_CENTER }
        overlay = OverlayView(this, detector.classNames)
        setContentView(FrameLayout(this).apply { listOf<View>(preview, overlay).forEach(::addView) })
        val isAllowed = ContextCompat.checkSelfPermission(this, Manifest.permission.CAMERA)
        if (isAllowed == PackageManager.PERMISSION_GRANTED) {
            startCamera()
        } else {
            permission.launch(Manifest.permission.CAMERA)
        }
    }

    override fun onDestroy() {
        super.onDestroy()
        // After the picture that it may be at now.
        worker.execute { if (::detector.isInitialized) detector.close() }
        worker.shutdown()
    }

    private fun startCamera() {
        val provider = ProcessCameraProvider.getInstance(this)
        provider.addListener({ bind(provider.get()) }, ContextCompat.getMainExecutor(this))
    }

    private fun bind(provider: ProcessCameraProvider) {
        val camera = listOf(CameraSelector.DEFAULT_BACK_CAMERA, CameraSelector.DEFAULT_FRONT_CAMERA)
            .firstOrNull(provider::hasCamera)
        if (camera == null) {
            tell(getString(R.string.no_camera))
            return
        }
        // Both of one shape, so that boxes of the one lie right on the other.
        val shown = Preview.Builder().setResolutionSelector(sizes(null)).build()
        shown.setSurfaceProvider(preview.surfaceProvider)
        val analysed = ImageAnalysis.Builder()
            .setResolutionSelector(sizes(Size(640, 480)))
            .setOutputImageFormat(ImageAnalysis.OUTPUT_IMAGE_FORMAT_RGBA_8888)
            .setOutputImageRotationEnabled(true)
            // Pictures that come while one is looked at are left out: nothing ever waits in a queue.
            .setBackpressureStrategy(ImageAnalysis.STRATEGY_KEEP_ONLY_LATEST)
            .build()
        analysed.setAnalyzer(worker, ::look)
        provider.unbindAll()
        provider.bindToLifecycle(this, camera, shown, analysed)
    }

    private fun sizes(wanted: Size?): ResolutionSelector {
        val shape = AspectRatioStrategy(AspectRatio.RATIO_4_3, AspectRatioStrategy.FALLBACK_RULE_AUTO)
        val builder = ResolutionSelector.Builder().setAspectRatioStrategy(shape)
        if (wanted != null) {
            val rule = ResolutionStrategy.FALLBACK_RULE_CLOSEST_HIGHER_THEN_LOWER
            builder.setResolutionStrategy(ResolutionStrategy(wanted, rule))
        }
        return builder.build()
    }

    private fun look(image: ImageProxy) {
        image.use {
            val plane = it.planes[0]
            val picture = Picture(plane.buffer, it.width, it.height, plane.rowStride, plane.pixelStride)
            val (width, height) = picture.width to picture.height
            try {
                val found = detector.detect(picture)
                runOnUiThread {
                    times.add(found.ms)
                    overlay.show(found, width, height, times)
                }
            } catch (error: IllegalArgumentException) {
                runOnUiThread { tell(error.message.orEmpty()) }
            }
        }
    }

    private fun tell(sentence: String) {
        val text = TextView(this).apply {
            text = sentence
            textSize = 18f
            gravity = Gravity.CENTER
            setPadding(48, 48, 48, 48)
        }
        setContentView(text)
    }

    private fun readModel(assets: AssetManager): Model {
        val name = assets.list("").orEmpty().firstOrNull { it.endsWith(".param") }
        requireNotNull(name) { "The app has no model: put its .param, .bin and .json into assets." }
        fun read(file: String): ByteArray = try {
            assets.open(file).use { it.readBytes() }
        } catch (error: FileNotFoundException) {
            throw IllegalArgumentException("The app has $name but no $file: put it into assets.", error)
        }
        return Model(read(name), read(name.removeSuffix(".param") + ".bin"), read("$name.json"))
    }
}
