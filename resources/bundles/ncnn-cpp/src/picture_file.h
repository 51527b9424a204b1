// Pictures out of files: JPEG, PNG, BMP and PPM, by NCNN's small stand-in for OpenCV.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "letterbox.h"

// RGB, upright as EXIF says.
struct PictureFile {
  std::vector<std::uint8_t> pixels;
  int width = 0, height = 0;

  static std::optional<PictureFile> read(const std::filesystem::path& path, std::string& error);

  Picture picture() const { return {pixels.data(), width, height, static_cast<std::size_t>(width) * 3, 3}; }
};

// Returns how the picture in a JPEG file is to be turned, 1 to 8; 1 when it doesn't say.
int exif_orientation(const std::string& bytes);

// Returns the pictures in a folder, in the order of their names, or the one that is given.
std::vector<std::filesystem::path> find_pictures(const std::filesystem::path& source);
