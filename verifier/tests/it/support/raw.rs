//! Servers that no honest library would be: they accept a connection and then misbehave.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// How a server answers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner {
    /// Not at all.
    Hangs,
    /// An octet now and then.
    Drips,
    /// Without an end.
    Endless,
    /// With a length that no memory has.
    Immense,
}

/// A server of this manner; its address.
pub(crate) fn answer_badly(manner: Manner) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // It ends when the client has had enough.
            std::thread::spawn(move || drop(misbehave(connection, manner)));
        }
    });
    url
}

fn misbehave(mut connection: TcpStream, manner: Manner) -> std::io::Result<()> {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let _request = connection.read(&mut [0; 4096])?;
    match manner {
        Manner::Hangs => wait_for_the_end(connection)?,
        Manner::Drips => {
            connection.write_all(head)?;
            connection.write_all(b"content-length: 100000\r\n\r\n")?;
            loop {
                connection.write_all(b" ")?;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        Manner::Endless => {
            connection.write_all(head)?;
            connection.write_all(b"\r\n")?;
            loop {
                connection.write_all(&[b' '; 64 * 1024])?;
            }
        }
        Manner::Immense => {
            connection.write_all(head)?;
            connection.write_all(b"content-length: 99999999999999\r\n\r\n{\"keys\":[]}")?;
            wait_for_the_end(connection)?;
        }
    }
    Ok(())
}

fn wait_for_the_end(mut connection: TcpStream) -> std::io::Result<()> {
    while connection.read(&mut [0; 64])? > 0 {}
    Ok(())
}
