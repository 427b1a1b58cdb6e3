//! The program: a runtime, the command line, an exit code. All else is the library's.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    countersign::cli::run(std::env::args_os().collect()).await
}
