// A picture in, detections and times out, with NCNN.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract.h"
#include "letterbox.h"
#include "nms.h"

namespace ncnn {
class Net;
}

// What the three files of a model hold: NAME.param, NAME.bin and NAME.param.json.
struct Model {
  std::string param, weights, contract;

  // Reads the .param and the two files beside it.
  static std::optional<Model> read(const std::filesystem::path& param, std::string& error);
};

// Milliseconds that each stage took.
struct Timings {
  double preprocess = 0, inference = 0, decode = 0, nms = 0;
  double total() const { return preprocess + inference + decode + nms; }
};

struct Found {
  std::vector<Detection> detections;  // highest score first
  Timings ms;
};

// Where something can fail, nothing is returned and `error` is one sentence for people. There are no exceptions, for
// NCNN's Android package is built without. One picture at a time: a detector isn't for two threads at once.
class Detector {
 public:
  // Opens a model and runs it once, so that what doesn't fit is told now. `threads` of 0 leaves the number to NCNN.
  static std::unique_ptr<Detector> open(const Model& model, int threads, std::string& error);
  ~Detector();
  Detector(const Detector&) = delete;
  Detector& operator=(const Detector&) = delete;

  const Contract& contract() const { return contract_; }

  // Boxes in pixels of the picture, which is looked at in tiles where the contract says so.
  std::optional<Found> detect(const Picture& picture, const Thresholds& thresholds, std::string& error) const;

  // The same of the picture as a whole.
  std::optional<Found> detect_whole(const Picture& picture, const Thresholds& thresholds, std::string& error) const;

  // The same for a picture that lies in the input already (Letterbox::apply): boxes in pixels of the input.
  std::optional<Found> detect_placed(const std::vector<std::uint8_t>& bytes, const Thresholds& thresholds,
                                     std::string& error) const;

 private:
  explicit Detector(Contract contract);

  Contract contract_;
  std::unique_ptr<ncnn::Net> net_;
};
