// Does the model find here what its checkpoint found? golden FOLDER NAME.param, with the golden set in FOLDER.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "detector.h"
#include "files.h"
#include "json.h"

namespace {

constexpr int passed = 0, failed = 1, wrong_use = 2;

struct Tolerances {
  double score, box_px;
};

int complain(const std::string& sentence) {
  std::fprintf(stderr, "golden: %s\n", sentence.c_str());
  return wrong_use;
}

bool is_same(const Json& wanted, const Detection& found, const Tolerances& most) {
  const double sides[] = {found.x1, found.y1, found.x2, found.y2};
  for (std::size_t side = 0; side < 4; ++side) {
    if (!(std::abs(wanted["box"].at(side).number(-1e9) - sides[side]) <= most.box_px)) return false;
  }
  return wanted["class_id"].number(-1) == found.class_id &&
         std::abs(wanted["score"].number(-1) - static_cast<double>(found.score)) <= most.score;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return complain("Give the folder of the golden set and the model: golden FOLDER NAME.param.");
  std::string error;
  const std::filesystem::path folder = std::filesystem::u8path(arguments[1]);
  const std::optional<std::string> text = read_file(folder / "golden.json", error);
  if (!text) return complain(error);
  const std::optional<Json> golden = Json::parse(*text);
  if (!golden || (*golden)["format"].text() != "detection-studio-golden-1" || (*golden)["images"].size() == 0) {
    return complain("golden.json can't be understood; export the set again.");
  }
  const std::optional<Model> model = Model::read(std::filesystem::u8path(arguments[2]), error);
  const std::unique_ptr<Detector> detector = model ? Detector::open(*model, 0, error) : nullptr;
  if (!detector) return complain(error);

  const Json &told = (*golden)["thresholds"], &tolerances = (*golden)["tolerances"];
  const Thresholds thresholds{told["confidence"].number(0), told["iou"].number(0),
                              static_cast<int>(told["top_k"].number(0))};
  const Tolerances most{tolerances["score"].number(0), tolerances["box_px"].number(0)};
  const auto size = static_cast<std::size_t>(detector->contract().width) *
                    static_cast<std::size_t>(detector->contract().height) * 3;
  std::size_t wrong = 0;
  for (const Json& image : (*golden)["images"].items()) {
    const std::optional<std::string> pixels = read_file(folder / std::filesystem::u8path(image["pixels"].text()), error);
    if (!pixels) return complain(error);
    if (pixels->size() != size) return complain("The golden set is for another size of input than the model.");
    const std::optional<Found> result = detector->detect_placed({pixels->begin(), pixels->end()}, thresholds, error);
    if (!result) return complain(error);
    const auto& wanted = image["detections"].items();
    const auto& found = result->detections;
    const auto is_missed = [&](const Json& each) {
      const auto matches = [&](const Detection& own) { return is_same(each, own, most); };
      return each["certain"].boolean() && std::none_of(found.begin(), found.end(), matches);
    };
    const auto is_extra = [&](const Detection& own) {
      const auto matches = [&](const Json& each) { return is_same(each, own, most); };
      return static_cast<double>(own.score) > thresholds.confidence + most.score &&
             std::none_of(wanted.begin(), wanted.end(), matches);
    };
    const auto missed = std::count_if(wanted.begin(), wanted.end(), is_missed);
    const auto extra = std::count_if(found.begin(), found.end(), is_extra);
    wrong += missed > 0 || extra > 0;
    std::printf("%s: %zu found, %td missed, %td extra\n", image["picture"].text().c_str(), found.size(), missed, extra);
  }
  const std::size_t images = (*golden)["images"].size();
  std::printf("%s %zu of %zu images\n", wrong > 0 ? "FAIL" : "PASS", images - wrong, images);
  return wrong > 0 ? failed : passed;
}
