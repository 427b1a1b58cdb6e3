//! The sources together, each test with a folder of its own.

mod directory;
mod mail;
mod providers;
mod refusals;
mod sources;

use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use super::*;

/// A folder of its own for one test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "countersign-config-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    fn with(file: &str) -> Self {
        let folder = Self::new();
        fs::write(folder.0.join("countersign.toml"), file).expect("a file");
        folder
    }

    fn load(&self, env: &[(&str, &str)], flags: Flags) -> Result<Config, String> {
        self.load_named(None, env, flags)
    }

    fn load_named(
        &self,
        file: Option<PathBuf>,
        env: &[(&str, &str)],
        flags: Flags,
    ) -> Result<Config, String> {
        let env = env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load_in(&self.0, Sources { file, env, flags }).map_err(|error| error.to_string())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn from_file(file: &str) -> Result<Config, String> {
    Folder::with(file).load(&[], Flags::default())
}

fn from_env(env: &[(&str, &str)]) -> Result<Config, String> {
    Folder::new().load(env, Flags::default())
}

fn listen(address: &str) -> Flags {
    Flags {
        listen: Some(address.to_owned()),
        ..Flags::default()
    }
}
