//! Reading a whole list from the store, which gives it page by page.

use crate::base::Fault;

/// Rows that are read at once.
const PAGE: i64 = 500;

/// All rows. `read` gives at most so many of those whose `key` comes after the one named, in order.
pub(super) async fn all<T>(
    key: impl Fn(&T) -> &str,
    read: impl AsyncFn(&str, i64) -> Result<Vec<T>, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut rows: Vec<T> = Vec::new();
    loop {
        let page = read(rows.last().map_or("", &key), PAGE).await?;
        let full = page.len() as i64 == PAGE;
        rows.extend(page);
        if !full {
            return Ok(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_page_has_another_after_it() {
        for count in [0, 1, 499, 500, 501, 1000] {
            let stored: Vec<String> = (0..count).map(|row| format!("{row:04}")).collect();
            let read = async |after: &str, most: i64| {
                let rest = stored.iter().filter(|row| row.as_str() > after);
                Ok(rest.take(most as usize).cloned().collect())
            };
            assert_eq!(all(String::as_str, read).await.unwrap(), stored);
        }
    }
}
