//! What the fuzz targets check. The crate's own tests run the same functions over the committed corpus.

pub mod targets;
