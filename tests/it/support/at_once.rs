//! Many requests at the same moment.

use tokio::task::JoinSet;

/// Runs `count` futures together and gathers what they answer.
pub(crate) async fn at_once<T, F>(count: usize, make: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut running: JoinSet<T> = (0..count).map(make).collect();
    let mut answers = Vec::with_capacity(count);
    while let Some(answer) = running.join_next().await {
        answers.push(answer.expect("a request does not panic"));
    }
    answers
}
