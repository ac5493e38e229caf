#pragma once

#include "evidence/page_images.hpp"
#include "evidence/raster.hpp"

#include "model/exhibit.hpp"

#include <string>
#include <vector>

namespace legajo::evidence {

// Loads the language tables; must run where files can be opened. Throws base::Error evidence.recogniser_missing.
void load_recogniser(const std::string& languages);
// Words of a picture turned as `orientation` (EXIF) says; empty when nothing was loaded or nothing is there.
[[nodiscard]] std::vector<RecognisedWord> recognise(const Raster& raster, int orientation);

// Whether this process may still spend CPU time on recognition.
[[nodiscard]] bool is_ocr_time_left(const model::ExhibitRequest& request);

} // namespace legajo::evidence
