#include "detector.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <sstream>

#include <datareader.h>
#include <net.h>

#include "decode.h"
#include "files.h"
#include "tiles.h"

namespace {

const char* const magic = "7767517";  // what a .param in text begins with
const char* const suffix = ".param";

// Weights out of memory, never beyond their end: NCNN's own reader of memory trusts the .param in that.
class Weights : public ncnn::DataReader {
 public:
  explicit Weights(const std::string& bytes) : bytes_(bytes) {}

  std::size_t read(void* buffer, std::size_t size) const override {
    const std::size_t count = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }

  std::size_t left() const { return bytes_.size() - at_; }

 private:
  const std::string& bytes_;
  mutable std::size_t at_ = 0;
};

// Milliseconds since the last call.
class Clock {
 public:
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double, std::milli> passed = now - since_;
    since_ = now;
    return passed.count();
  }

 private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

// A .param is its magic, how many layers and blobs there are, and a line for each layer.
bool is_whole(const std::string& param) {
  std::istringstream lines(param);
  std::string line;
  long layers = 0, blobs = 0, found = 0;
  if (!std::getline(lines, line) || line.compare(0, std::strlen(magic), magic) != 0) return false;
  if (!std::getline(lines, line) || !(std::istringstream(line) >> layers >> blobs) || param.back() != '\n') return false;
  while (std::getline(lines, line)) found += line.find_first_not_of(" \t\r") != std::string::npos;
  return found == layers;
}

std::string sides(const ncnn::Mat& blob) {
  std::string text = std::to_string(blob.h) + "x" + std::to_string(blob.w);
  return blob.dims == 3 ? std::to_string(blob.c) + "x" + text : text;
}

}  // namespace

std::optional<Model> Model::read(const std::filesystem::path& param, std::string& error) {
  const std::string name = param.filename().u8string();
  if (param.extension() != suffix) {
    error = name + " is not the .param of an NCNN model.";
    return std::nullopt;
  }
  const std::filesystem::path weights = std::filesystem::path(param).replace_extension(".bin");
  std::filesystem::path contract = param;
  contract += ".json";
  std::error_code failed;
  if (std::filesystem::exists(param, failed) && !std::filesystem::exists(contract, failed)) {
    error = name + " can't be used without its contract, " + contract.filename().u8string() + "; put it beside it.";
    return std::nullopt;
  }
  Model model;
  const std::filesystem::path* paths[] = {&param, &weights, &contract};
  std::string* contents[] = {&model.param, &model.weights, &model.contract};
  for (std::size_t place = 0; place < 3; ++place) {
    std::optional<std::string> content = read_file(*paths[place], error);
    if (!content) return std::nullopt;
    *contents[place] = std::move(*content);
  }
  return model;
}

Detector::Detector(Contract contract) : contract_(std::move(contract)), net_(std::make_unique<ncnn::Net>()) {}

Detector::~Detector() = default;

std::unique_ptr<Detector> Detector::open(const Model& model, int threads, std::string& error) {
  std::optional<Contract> contract = Contract::read(model.contract, error);
  if (!contract) return nullptr;
  if (!is_whole(model.param)) {
    error = "The .param is no text model of NCNN or is cut short; copy it again.";
    return nullptr;
  }
  std::unique_ptr<Detector> detector(new Detector(std::move(*contract)));
  ncnn::Net& net = *detector->net_;
  if (threads > 0) net.opt.num_threads = threads;
  // As the model was verified. On a phone 16 bits are quicker: turn them on here, and run the golden set.
  net.opt.use_fp16_packed = net.opt.use_fp16_storage = detector->contract_.is_half;
  net.opt.use_fp16_arithmetic = false;
  net.opt.use_bf16_storage = false;
  if (net.load_param_mem(model.param.c_str()) != 0) {
    error = "The .param can't be understood by this NCNN; copy it again, or build a newer NCNN.";
    return nullptr;
  }
  const Weights weights(model.weights);
  if (net.load_model(weights) != 0) {
    error = "The .bin is cut short or is not that of this .param; copy both again.";
    return nullptr;
  }
  if (weights.left() > 0) {
    error = "The .bin is longer than its .param tells, so it is of another model; copy both again.";
    return nullptr;
  }
  const auto cells = static_cast<std::size_t>(detector->contract_.width) *
                     static_cast<std::size_t>(detector->contract_.height);
  if (!detector->detect_placed(std::vector<std::uint8_t>(cells * 3, 128), {}, error)) return nullptr;
  return detector;
}

std::optional<Found> Detector::detect(const Picture& picture, const Thresholds& thresholds, std::string& error) const {
  if (!contract_.tiling) return detect_whole(picture, thresholds, error);
  const std::vector<Tile> tiles = tiles_of(picture.width, picture.height, *contract_.tiling);
  if (tiles.empty()) {
    error = "The picture has fewer pixels than the contract wants tiles of it.";
    return std::nullopt;
  }
  Found all;
  std::vector<std::vector<Detection>> parts;
  for (const Tile& tile : tiles) {
    // Its pixels stay where they are.
    Picture part = picture;
    part.width = tile.x2 - tile.x1;
    part.height = tile.y2 - tile.y1;
    part.pixels += static_cast<std::size_t>(tile.y1) * picture.row_bytes;
    part.pixels += static_cast<std::size_t>(tile.x1) * static_cast<std::size_t>(picture.channels);
    std::optional<Found> found = detect_whole(part, thresholds, error);
    if (!found) return std::nullopt;
    for (Detection& each : found->detections) {
      each.x1 += static_cast<float>(tile.x1);
      each.y1 += static_cast<float>(tile.y1);
      each.x2 += static_cast<float>(tile.x1);
      each.y2 += static_cast<float>(tile.y1);
    }
    all.ms.preprocess += found->ms.preprocess;
    all.ms.inference += found->ms.inference;
    all.ms.decode += found->ms.decode;
    all.ms.nms += found->ms.nms;
    parts.push_back(std::move(found->detections));
  }
  Clock clock;
  all.detections =
      merge(parts, tiles, picture.width, picture.height, thresholds.iou, thresholds.top_k, *contract_.tiling);
  all.ms.nms += clock.lap();
  return all;
}

std::optional<Found> Detector::detect_whole(const Picture& picture, const Thresholds& thresholds,
                                            std::string& error) const {
  Clock clock;
  const Letterbox box = Letterbox::of(picture.width, picture.height, contract_);
  const std::vector<std::uint8_t> bytes = box.apply(picture, contract_);
  const double placing = clock.lap();
  std::optional<Found> found = detect_placed(bytes, thresholds, error);
  if (!found) return std::nullopt;
  clock.lap();
  box.to_picture(found->detections);
  found->ms.preprocess += placing;
  found->ms.nms += clock.lap();
  return found;
}

std::optional<Found> Detector::detect_placed(const std::vector<std::uint8_t>& bytes, const Thresholds& thresholds,
                                             std::string& error) const {
  Found found;
  Clock clock;
  ncnn::Mat input(contract_.width, contract_.height, 3);
  to_planes(bytes, input, input.cstep);
  found.ms.preprocess = clock.lap();

  ncnn::Extractor extractor = net_->create_extractor();
  std::vector<ncnn::Mat> outputs;
  bool has_run = extractor.input("images", input) == 0;
  for (const std::string& name : contract_.output_names()) {
    outputs.emplace_back();
    has_run = has_run && extractor.extract(name.c_str(), outputs.back()) == 0;
  }
  const std::string size = std::to_string(contract_.width) + "x" + std::to_string(contract_.height);
  if (!has_run) {
    error = "The model can't be run at " + size + ", which its contract says; use the files of one export.";
    return std::nullopt;
  }
  found.ms.inference = clock.lap();

  std::vector<float> rows;
  for (std::size_t place = 0; place < outputs.size(); ++place) {
    const ncnn::Mat& output = outputs[place];
    const Layer& layer = contract_.layers[place];
    const bool fits = contract_.is_raw
                          ? output.dims == 3 && output.w == contract_.width / layer.stride &&
                                output.h == contract_.height / layer.stride &&
                                output.c == contract_.columns() * static_cast<int>(layer.anchors.size())
                          : output.dims == 2 && output.w == contract_.columns() && output.h == contract_.rows();
    if (!fits) {
      error = "The model's output of " + sides(output) + " does not fit its contract (" + size + ", " +
              std::to_string(contract_.class_names.size()) + " classes); use the files of one export.";
      return std::nullopt;
    }
    if (contract_.is_raw) {
      decode_raw({output, output.w, output.h, output.cstep}, layer, contract_, thresholds.confidence, rows);
    }
  }
  const float* first = contract_.is_raw ? rows.data() : static_cast<const float*>(outputs[0]);
  const std::size_t count = contract_.is_raw ? rows.size() / static_cast<std::size_t>(contract_.columns())
                                             : static_cast<std::size_t>(contract_.rows());
  const std::vector<Detection> passing = candidates(first, count, contract_, thresholds.confidence);
  found.ms.decode = clock.lap();
  found.detections = nms(passing, thresholds.iou, thresholds.top_k);
  found.ms.nms = clock.lap();
  return found;
}
