// Files read whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

// Returns a file's bytes, or nothing and one sentence in `error`.
std::optional<std::string> read_file(const std::filesystem::path& path, std::string& error);
