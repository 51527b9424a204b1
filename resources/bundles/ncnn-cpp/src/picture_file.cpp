#include "picture_file.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <simpleocv.h>

#include "files.h"

#if !NCNN_SIMPLEOCV
#error "This NCNN can't read pictures: build it with -DNCNN_SIMPLEOCV=ON."
#endif

namespace {

unsigned number(const std::string& bytes, std::size_t at, std::size_t length, bool is_little) {
  unsigned value = 0;
  for (std::size_t place = 0; place < length; ++place) {
    const std::size_t from = at + (is_little ? length - 1 - place : place);
    value = value << 8 | (from < bytes.size() ? static_cast<unsigned char>(bytes[from]) : 0U);
  }
  return value;
}

// Looks for tag 0x0112 in the first directory of an EXIF block, which is a small TIFF file.
int orientation_in(const std::string& exif) {
  const bool is_little = exif.compare(0, 2, "II") == 0;
  const std::size_t directory = number(exif, 4, 4, is_little);
  const std::size_t entries = number(exif, directory, 2, is_little);
  for (std::size_t entry = 0; entry < entries && directory + 14 + entry * 12 <= exif.size(); ++entry) {
    const std::size_t at = directory + 2 + entry * 12;
    if (number(exif, at, 2, is_little) == 0x0112) return static_cast<int>(number(exif, at + 8, 2, is_little));
  }
  return 1;
}

}  // namespace

int exif_orientation(const std::string& bytes) {
  // A JPEG is segments: 0xFF, a kind, and a length that counts itself. EXIF is in kind 0xE1.
  std::size_t at = 2;
  while (bytes.compare(0, 2, "\xFF\xD8") == 0 && at + 4 <= bytes.size() && bytes[at] == '\xFF') {
    const std::size_t length = number(bytes, at + 2, 2, false);
    if (bytes[at + 1] == '\xE1' && bytes.compare(at + 4, 6, std::string("Exif\0\0", 6)) == 0) {
      const int found = orientation_in(bytes.substr(at + 10, std::max<std::size_t>(length, 8) - 8));
      return found >= 1 && found <= 8 ? found : 1;
    }
    at += 2 + length;
  }
  return 1;
}

std::optional<PictureFile> PictureFile::read(const std::filesystem::path& path, std::string& error) {
  const std::optional<std::string> bytes = read_file(path, error);
  if (!bytes) return std::nullopt;
  const cv::Mat decoded = cv::imdecode(std::vector<unsigned char>(bytes->begin(), bytes->end()), cv::IMREAD_COLOR);
  if (decoded.empty()) {
    error = path.u8string() + " is no picture that can be read (JPEG, PNG, BMP or PPM), or is cut short.";
    return std::nullopt;
  }
  const int orientation = exif_orientation(*bytes);
  // By the eight orientations: from 5 on rows and columns change places, then either may run backwards.
  const bool is_across = orientation >= 5;
  const bool flips_x = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
  const bool flips_y = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
  PictureFile file;
  file.width = is_across ? decoded.rows : decoded.cols;
  file.height = is_across ? decoded.cols : decoded.rows;
  file.pixels.reserve(static_cast<std::size_t>(file.width) * static_cast<std::size_t>(file.height) * 3);
  for (int y = 0; y < file.height; ++y) {
    for (int x = 0; x < file.width; ++x) {
      const int own_x = flips_x ? file.width - 1 - x : x, own_y = flips_y ? file.height - 1 - y : y;
      const int row = is_across ? own_x : own_y, column = is_across ? own_y : own_x;
      const unsigned char* bgr = decoded.ptr<unsigned char>(row) + static_cast<std::ptrdiff_t>(column) * 3;
      file.pixels.insert(file.pixels.end(), {bgr[2], bgr[1], bgr[0]});
    }
  }
  return file;
}

std::vector<std::filesystem::path> find_pictures(const std::filesystem::path& source) {
  static constexpr std::array<const char*, 5> suffixes{".jpg", ".jpeg", ".png", ".bmp", ".ppm"};
  std::error_code failed;
  if (!std::filesystem::is_directory(source, failed)) return {source};
  std::vector<std::filesystem::path> found;
  for (std::filesystem::directory_iterator entry(source, failed), end; !failed && entry != end; entry.increment(failed)) {
    std::string suffix = entry->path().extension().u8string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
    if (std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end()) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}
