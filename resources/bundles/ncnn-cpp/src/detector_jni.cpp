// What studio.detector.Native (Native.kt) calls.
#include <jni.h>

#include <string>

#include "detector.h"

namespace {

// Values before the boxes: the milliseconds of the four stages.
constexpr std::size_t head = 4;
constexpr std::size_t values_per_box = 6;

void complain(JNIEnv* env, const std::string& sentence) {
  env->ThrowNew(env->FindClass("java/lang/IllegalArgumentException"), sentence.c_str());
}

std::string bytes_of(JNIEnv* env, jbyteArray array) {
  std::string bytes(static_cast<std::size_t>(env->GetArrayLength(array)), '\0');
  env->GetByteArrayRegion(array, 0, static_cast<jsize>(bytes.size()), reinterpret_cast<jbyte*>(bytes.data()));
  return bytes;
}

const Detector& detector_at(jlong handle) { return *reinterpret_cast<const Detector*>(handle); }

}  // namespace

extern "C" {

JNIEXPORT jlong JNICALL Java_studio_detector_Native_open(JNIEnv* env, jobject, jbyteArray param, jbyteArray weights,
                                                         jbyteArray contract, jint threads) {
  std::string error;
  std::unique_ptr<Detector> detector =
      Detector::open({bytes_of(env, param), bytes_of(env, weights), bytes_of(env, contract)}, threads, error);
  if (!detector) complain(env, error);
  return reinterpret_cast<jlong>(detector.release());
}

JNIEXPORT void JNICALL Java_studio_detector_Native_close(JNIEnv*, jobject, jlong handle) {
  delete &detector_at(handle);
}

// Class names as UTF-8, for Java's own strings of C hold another kind.
JNIEXPORT jobjectArray JNICALL Java_studio_detector_Native_classNames(JNIEnv* env, jobject, jlong handle) {
  const std::vector<std::string>& names = detector_at(handle).contract().class_names;
  jobjectArray array = env->NewObjectArray(static_cast<jsize>(names.size()), env->FindClass("[B"), nullptr);
  for (std::size_t place = 0; array != nullptr && place < names.size(); ++place) {
    const auto length = static_cast<jsize>(names[place].size());
    jbyteArray bytes = env->NewByteArray(length);
    if (bytes == nullptr) return nullptr;
    env->SetByteArrayRegion(bytes, 0, length, reinterpret_cast<const jbyte*>(names[place].data()));
    env->SetObjectArrayElement(array, static_cast<jsize>(place), bytes);
    env->DeleteLocalRef(bytes);
  }
  return array;
}

// One flat array for a picture: four times, then x1, y1, x2, y2, score and class of each box.
JNIEXPORT jfloatArray JNICALL Java_studio_detector_Native_detect(JNIEnv* env, jobject, jlong handle, jobject pixels,
                                                                 jint width, jint height, jint row_bytes,
                                                                 jint channels, jdouble confidence, jdouble iou,
                                                                 jint top_k) {
  const auto* first = static_cast<const std::uint8_t*>(env->GetDirectBufferAddress(pixels));
  const jlong needed = static_cast<jlong>(height - 1) * row_bytes + static_cast<jlong>(width) * channels;
  if (first == nullptr || width < 1 || height < 1 || (channels != 3 && channels != 4) ||
      row_bytes < width * channels || env->GetDirectBufferCapacity(pixels) < needed) {
    complain(env, "The picture must be a direct buffer of whole RGB or RGBA rows.");
    return nullptr;
  }
  std::string error;
  const Picture picture{first, width, height, static_cast<std::size_t>(row_bytes), channels};
  const std::optional<Found> found = detector_at(handle).detect(picture, {confidence, iou, top_k}, error);
  if (!found) {
    complain(env, error);
    return nullptr;
  }
  const Timings& ms = found->ms;
  std::vector<float> values{static_cast<float>(ms.preprocess), static_cast<float>(ms.inference),
                            static_cast<float>(ms.decode), static_cast<float>(ms.nms)};
  values.reserve(head + values_per_box * found->detections.size());
  for (const Detection& each : found->detections) {
    values.insert(values.end(), {each.x1, each.y1, each.x2, each.y2, each.score, static_cast<float>(each.class_id)});
  }
  const auto length = static_cast<jsize>(values.size());
  jfloatArray array = env->NewFloatArray(length);
  if (array != nullptr) env->SetFloatArrayRegion(array, 0, length, values.data());
  return array;
}

}  // extern "C"
