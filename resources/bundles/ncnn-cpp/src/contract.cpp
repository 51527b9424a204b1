#include "contract.h"

#include "json.h"

namespace {

constexpr int largest_side = 4096;
constexpr std::size_t most_classes = 10000;

// Sets `flag` by which of two words a value is; returns whether it is one of them.
bool choose(const Json& value, const char* no, const char* yes, bool& flag) {
  flag = value.text() == yes;
  return flag || value.text() == no;
}

bool read_side(const Json& value, int& side) {
  const double number = value.number(0);
  if (!(number >= 1 && number <= largest_side)) return false;
  side = static_cast<int>(number);
  return side == number;
}

bool read_layers(const Json& spec, Contract& contract) {
  const Json &strides = spec["strides"], &anchors = spec["anchors"];
  if (strides.size() == 0 || strides.size() != anchors.size()) return false;
  for (std::size_t place = 0; place < strides.size(); ++place) {
    Layer layer{};
    if (!read_side(strides.at(place), layer.stride)) return false;
    if (contract.width % layer.stride != 0 || contract.height % layer.stride != 0) return false;
    for (const Json& pair : anchors.at(place).items()) {
      const double width = pair.at(0).number(0), height = pair.at(1).number(0);
      if (!(width > 0 && height > 0 && width < 1e9 && height < 1e9)) return false;
      layer.anchors.push_back({static_cast<float>(width), static_cast<float>(height)});
    }
    if (layer.anchors.empty()) return false;
    contract.layers.push_back(layer);
  }
  return true;
}

bool read_classes(const Json& names, Contract& contract) {
  if (names.size() == 0 || names.size() > most_classes) return false;
  for (const Json& name : names.items()) {
    if (!name.is(Json::Kind::text)) return false;
    contract.class_names.push_back(name.text());
  }
  return true;
}

bool read_share(const Json& value, double& share) {
  share = value.number(-1);
  return share >= 0 && share <= 1;
}

// Reads what may be missing: pictures are then looked at as they are.
bool read_tiling(const Json& told, Contract& contract) {
  if (told.is(Json::Kind::null)) return true;
  Tiling tiling;
  const Json &grid = told["grid"], &rule = told["merge"];
  const bool is_cut = grid.is(Json::Kind::null)
                          ? read_side(told["size"], tiling.size)
                          : grid.size() == 2 && read_side(grid.at(0), tiling.rows) && read_side(grid.at(1), tiling.columns);
  tiling.whole = told["whole"].boolean();
  contract.tiling = tiling;
  Tiling& own = *contract.tiling;
  return is_cut && read_share(told["overlap"], own.overlap) && own.overlap < 1 && read_share(rule["touch"], own.touch) &&
         read_share(rule["along"], own.along) && read_share(rule["same"], own.same) &&
         read_share(rule["inside"], own.inside) && read_share(rule["cut_counts"], own.cut_counts);
}

}  // namespace

std::optional<Contract> Contract::read(const std::string& json, std::string& error) {
  const std::optional<Json> document = Json::parse(json);
  if (!document || (*document)["format"].text() != "detection-studio-contract-1") {
    error = "The contract can't be understood; export the model again.";
    return std::nullopt;
  }
  const Json& spec = (*document)["spec"];
  if (spec["output"].text() == "detections") {
    error = "The contract is of a model with NMS inside, which NCNN can't hold; use the .json of the .param.";
    return std::nullopt;
  }
  Contract contract;
  const Json& code = spec["code"];
  contract.is_half = (*document)["precision"].text() == "fp16";
  contract.pad = static_cast<int>(spec["pad"].number(-1));
  contract.centre_scale = static_cast<float>(code["centre_scale"].number(0));
  bool is_stretch = false;
  const bool is_whole = read_side(spec["input_wh"].at(0), contract.width) &&
                        read_side(spec["input_wh"].at(1), contract.height) && read_layers(spec, contract) &&
                        read_classes(spec["class_names"], contract) &&
                        choose(spec["resize"], "letterbox", "stretch", is_stretch) &&
                        choose(spec["colour"], "rgb", "bgr", contract.is_bgr) &&
                        choose(spec["output"], "decoded", "raw", contract.is_raw) &&
                        choose(code["size"], "squared", "exp", contract.is_exp_size) &&
                        choose(code["classes"], "sigmoid", "softmax", contract.is_softmax) && contract.pad >= 0 &&
                        contract.pad <= 255 && read_tiling((*document)["tiling"], contract) && contract.centre_scale >= 1;
  if (!is_whole) {
    error = "The contract is incomplete or says what this program doesn't know; export the model again.";
    return std::nullopt;
  }
  contract.is_letterbox = !is_stretch;
  return contract;
}

int Contract::rows() const {
  int count = 0;
  for (const Layer& layer : layers) {
    count += static_cast<int>(layer.anchors.size()) * (width / layer.stride) * (height / layer.stride);
  }
  return count;
}

std::vector<std::string> Contract::output_names() const {
  if (!is_raw) return {"output"};
  std::vector<std::string> names;
  for (const Layer& layer : layers) names.push_back("head_stride_" + std::to_string(layer.stride));
  return names;
}
