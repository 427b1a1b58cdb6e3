//! A directory of a test's own: OpenLDAP's `slapd` on a port of this machine, with a folder that goes when the test ends. It lets
//! anybody bind without a password (RFC 4513 section 5.1.2), so that a test sees whether we ever try.

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use countersign::config::{Config, LdapUrl, SecretText, Security};
use tokio::net::TcpStream;

const PROGRAM: &str = "/usr/sbin/slapd";
const LOADER: &str = "/usr/sbin/slapadd";
pub(crate) const BASE: &str = "dc=example,dc=org";
const ADMIN: &str = "cn=admin,dc=example,dc=org";
const READER: &str = "cn=reader,dc=example,dc=org";
const SECRET: &str = "not of a person";
/// What everybody's password is who was not given another.
pub(crate) const PASSWORD: &str = "kept by the directory";

pub(crate) struct Slapd {
    folder: PathBuf,
    port: u16,
    running: Option<Child>,
}

impl Slapd {
    /// A directory with these people: each by `uid`.
    pub(crate) async fn with(people: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("countersign_slapd_{}_{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(folder.join("data")).expect("a folder");
        let mut slapd = Self {
            port: free_port(),
            folder,
            running: None,
        };
        slapd.certify();
        slapd.write("slapd.conf", &slapd.configuration());
        let entries: String = people.iter().map(|uid| person(uid)).collect();
        slapd.write("entries.ldif", &format!("{}{entries}", foundation()));
        slapd.run(Command::new(LOADER).args([
            "-f",
            &slapd.path("slapd.conf"),
            "-l",
            &slapd.path("entries.ldif"),
        ]));
        slapd.start().await;
        slapd
    }

    /// As an operator writes it down.
    pub(crate) fn configure(&self, config: &mut Config) {
        let directory = &mut config.directory;
        directory.url = Some(self.url(Security::Plain));
        directory.base_dn = Some(BASE.to_owned());
        directory.bind_dn = Some(READER.to_owned());
        directory.bind_password = Some(SecretText(SECRET.into()));
    }

    /// The address; with TLS it is by the name in the certificate.
    pub(crate) fn url(&self, security: Security) -> LdapUrl {
        let port = match security {
            Security::Tls => self.port + 1,
            Security::StartTls | Security::Plain => self.port,
        };
        LdapUrl {
            host: "localhost".to_owned(),
            port,
            security,
        }
    }

    /// The certificate of the authority that the directory's comes from.
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    pub(crate) fn add_person(&self, uid: &str) {
        self.add(&person(uid));
    }

    /// Adds entries (LDIF, RFC 2849).
    pub(crate) fn add(&self, entries: &str) {
        self.change(&["-a"], entries);
    }

    /// Changes entries (LDIF).
    pub(crate) fn modify(&self, changes: &str) {
        self.change(&[], changes);
    }

    pub(crate) fn group(&self, name: &str, members: &[&str]) {
        let mut entry =
            format!("dn: cn={name},ou=groups,{BASE}\nobjectClass: groupOfNames\ncn: {name}\n");
        for uid in members {
            writeln!(entry, "member: {}", dn(uid)).expect("a text");
        }
        self.add(&entry);
    }

    pub(crate) fn stop(&mut self) {
        if let Some(mut child) = self.running.take() {
            child.kill().and_then(|()| child.wait()).expect("it ends");
        }
    }

    pub(crate) async fn start(&mut self) {
        let urls = format!(
            "ldap://127.0.0.1:{} ldaps://127.0.0.1:{}",
            self.port,
            self.port + 1
        );
        let child = Command::new(PROGRAM)
            .args(["-d", "0", "-f", &self.path("slapd.conf"), "-h", &urls])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.running = Some(child.unwrap_or_else(|error| panic!("{PROGRAM}: {error}")));
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port + 1))
                .await
                .is_ok()
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{PROGRAM} does not listen");
    }

    fn change(&self, options: &[&str], ldif: &str) {
        self.write("change.ldif", ldif);
        let url = format!("ldap://127.0.0.1:{}", self.port);
        let as_admin = [
            "-x",
            "-H",
            &url,
            "-D",
            ADMIN,
            "-w",
            SECRET,
            "-f",
            &self.path("change.ldif"),
        ];
        self.run(Command::new("ldapmodify").args(options).args(as_admin));
    }

    fn run(&self, command: &mut Command) {
        let done = command.current_dir(&self.folder).output();
        let done = done.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{command:?}: {said}");
    }

    fn certify(&self) {
        let new = [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ];
        let ca = [
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-subj",
            "/CN=Directory authority",
        ];
        self.run(Command::new("openssl").args(new).args(ca));
        let own = [
            "-keyout",
            "own.key",
            "-out",
            "own.pem",
            "-subj",
            "/CN=localhost",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
        ];
        let name = [
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ];
        self.run(Command::new("openssl").args(new).args(own).args(name));
    }

    fn configuration(&self) -> String {
        let folder = self.folder.display();
        format!(
            "include /etc/ldap/schema/core.schema\n\
            include /etc/ldap/schema/cosine.schema\n\
            include /etc/ldap/schema/inetorgperson.schema\n\
            allow bind_anon_cred bind_anon_dn\n\
            modulepath /usr/lib/ldap\n\
            moduleload back_mdb\n\
            moduleload ppolicy\n\
            TLSCACertificateFile {folder}/ca.pem\n\
            TLSCertificateFile {folder}/own.pem\n\
            TLSCertificateKeyFile {folder}/own.key\n\
            database mdb\n\
            suffix {BASE}\n\
            rootdn {ADMIN}\n\
            rootpw \"{SECRET}\"\n\
            directory {folder}/data\n\
            overlay ppolicy\n\
            ppolicy_default \"cn=policy,{BASE}\"\n\
            access to attrs=userPassword by anonymous auth by * none\n\
            access to * by dn.exact=\"{READER}\" read by anonymous auth by * none\n"
        )
    }

    fn write(&self, name: &str, text: &str) {
        let file = std::fs::File::create(self.folder.join(name));
        file.and_then(|mut file| file.write_all(text.as_bytes()))
            .expect("a file");
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

impl Drop for Slapd {
    fn drop(&mut self) {
        if let Some(mut child) = self.running.take() {
            drop(child.kill().and_then(|()| child.wait()));
        }
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

pub(crate) fn dn(uid: &str) -> String {
    format!("uid={uid},ou=people,{BASE}")
}

/// Somebody's entry.
pub(crate) fn person(uid: &str) -> String {
    format!(
        "dn: {}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: {uid}\nsn: Lovelace\ngivenName: Ada\n\
        mail: {uid}@example.org\nuserPassword: {PASSWORD}\n\n",
        dn(uid)
    )
}

fn foundation() -> String {
    format!(
        "dn: {BASE}\nobjectClass: domain\ndc: example\n\n\
        dn: ou=people,{BASE}\nobjectClass: organizationalUnit\nou: people\n\n\
        dn: ou=groups,{BASE}\nobjectClass: organizationalUnit\nou: groups\n\n\
        dn: {READER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: reader\n\
        userPassword: {SECRET}\n\n\
        dn: cn=policy,{BASE}\nobjectClass: person\nobjectClass: pwdPolicy\ncn: policy\nsn: policy\n\
        pwdAttribute: userPassword\npwdLockout: TRUE\npwdMustChange: TRUE\n\n"
    )
}

/// Two ports beside one another that nobody listens on.
fn free_port() -> u16 {
    for _ in 0..100 {
        let one = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = one.local_addr().expect("an address").port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
    panic!("no two free ports beside one another")
}
