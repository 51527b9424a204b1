#include "files.h"

#include <fstream>
#include <iterator>

std::optional<std::string> read_file(const std::filesystem::path& path, std::string& error) {
  std::error_code failed;
  std::ifstream stream(path, std::ios::binary);
  if (!stream || !std::filesystem::is_regular_file(path, failed)) {
    error = path.u8string() + " is not there or can't be read.";
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}
