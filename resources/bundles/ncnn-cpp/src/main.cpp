// Finds objects in a picture or a folder of pictures: detect --model assets/NAME.param PICTURE
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "detector.h"
#include "picture_file.h"

namespace {

constexpr int done = 0, wrong_use = 2;

struct Options {
  std::string model, source;
  Thresholds thresholds;
  int threads = 0;
  bool is_json = false;
};

int complain(const std::string& sentence) {
  std::fprintf(stderr, "detect: %s\n", sentence.c_str());
  return wrong_use;
}

bool read_number(const char* text, double least, double most, double& value) {
  char* end = nullptr;
  value = std::strtod(text, &end);
  return end != text && *end == 0 && value >= least && value <= most;
}

// Returns whether the arguments can be used; `error` says what is wrong.
bool read_options(int count, char** arguments, Options& options, std::string& error) {
  for (int place = 1; place < count; ++place) {
    const std::string name = arguments[place];
    if (name == "--json") {
      options.is_json = true;
    } else if (name.compare(0, 2, "--") != 0) {
      options.source = name;
    } else if (place + 1 == count) {
      error = name + " needs a value, or is not known.";
      return false;
    } else {
      const char* text = arguments[++place];
      double value = 0;
      bool fits = true;
      if (name == "--model") {
        options.model = text;
      } else if (name == "--confidence") {
        fits = read_number(text, 0, 1, options.thresholds.confidence);
      } else if (name == "--iou") {
        fits = read_number(text, 0, 1, options.thresholds.iou);
      } else if (name == "--top-k") {
        fits = read_number(text, 1, 1e6, value);
        options.thresholds.top_k = static_cast<int>(value);
      } else if (name == "--threads") {
        fits = read_number(text, 1, 256, value);
        options.threads = static_cast<int>(value);
      } else {
        error = name + " is not known; there are --model, --confidence, --iou, --top-k, --threads and --json.";
        return false;
      }
      if (!fits) {
        error = name + " can't be " + text + ".";
        return false;
      }
    }
  }
  error = options.source.empty() ? "No picture is given: detect --model NAME.param PICTURE." : "No --model is given.";
  return !options.source.empty() && !options.model.empty();
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char sign : text) {
    char code[8];
    if (static_cast<unsigned char>(sign) < 0x20) {
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(sign));
      result += code;
      continue;
    }
    if (sign == '"' || sign == '\\') result += '\\';
    result += sign;
  }
  return result + '"';
}

void print_json(const std::string& path, const PictureFile& file, const Found& found, const Contract& contract) {
  std::printf("{\"image\": %s, \"width\": %d, \"height\": %d, \"detections\": [", quoted(path).c_str(), file.width,
              file.height);
  const char* gap = "";
  for (const Detection& each : found.detections) {
    const std::string& name = contract.class_names[static_cast<std::size_t>(each.class_id)];
    std::printf("%s{\"box\": [%.3f, %.3f, %.3f, %.3f], \"score\": %.6f, \"class_id\": %d, \"class_name\": %s}", gap,
                static_cast<double>(each.x1), static_cast<double>(each.y1), static_cast<double>(each.x2),
                static_cast<double>(each.y2), static_cast<double>(each.score), each.class_id, quoted(name).c_str());
    gap = ", ";
  }
  const Timings& ms = found.ms;
  std::printf("], \"timings_ms\": {\"preprocess\": %.3f, \"inference\": %.3f, \"decode\": %.3f, \"nms\": %.3f, "
              "\"total\": %.3f}}",
              ms.preprocess, ms.inference, ms.decode, ms.nms, ms.total());
}

void print_lines(const std::string& path, const Found& found, const Contract& contract) {
  std::printf("%s: %zu (%.1f ms)\n", path.c_str(), found.detections.size(), found.ms.total());
  for (const Detection& each : found.detections) {
    std::printf("  %-16s %.3f  %8.1f %8.1f %8.1f %8.1f\n",
                contract.class_names[static_cast<std::size_t>(each.class_id)].c_str(), static_cast<double>(each.score),
                static_cast<double>(each.x1), static_cast<double>(each.y1), static_cast<double>(each.x2),
                static_cast<double>(each.y2));
  }
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  std::string error;
  if (!read_options(count, arguments, options, error)) return complain(error);
  const std::optional<Model> model = Model::read(std::filesystem::u8path(options.model), error);
  const std::unique_ptr<Detector> detector = model ? Detector::open(*model, options.threads, error) : nullptr;
  if (!detector) return complain(error);
  const auto paths = find_pictures(std::filesystem::u8path(options.source));
  std::size_t pictures = 0;
  if (options.is_json) std::printf("{\"results\": [");
  for (const std::filesystem::path& path : paths) {
    const std::optional<PictureFile> file = PictureFile::read(path, error);
    // Among several, those that can't be read are told and left out.
    if (!file) {
      complain(error);
      continue;
    }
    const std::optional<Found> found = detector->detect(file->picture(), options.thresholds, error);
    if (!found) return complain(error);
    if (options.is_json) {
      std::printf(pictures > 0 ? ",\n" : "\n");
      print_json(path.u8string(), *file, *found, detector->contract());
    } else {
      print_lines(path.u8string(), *found, detector->contract());
    }
    ++pictures;
  }
  if (options.is_json) std::printf("\n]}\n");
  if (pictures > 0) return done;
  return paths.size() == 1 ? wrong_use : complain(options.source + " holds no picture that can be read.");
}
