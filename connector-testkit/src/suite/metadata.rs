//! What a connector says about itself (group M), and what its crate may use (H14).

use std::{fs, path::Path};

use connector_core::{ConsoleStep, Text, info::is_connector_id};

use super::{
    case::{Case, Tried, broken, must, not_applicable},
    subject::Subject,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("M1", "the_connector_id_is_a_short_lower_case_name", id),
    Case::new("M3", "the_name_stands_in_both_languages", name),
    Case::new("M3", "the_documentation_has_an_https_address", documentation),
    Case::new("M3", "the_console_steps_have_a_date_and_both_languages", console),
    Case::new("H14", "the_crate_does_no_io_of_its_own", no_io),
];

fn both(text: &Text) -> bool {
    !text.en.trim().is_empty() && !text.ko.trim().is_empty()
}

fn is_https(address: &str) -> bool {
    url::Url::parse(address)
        .is_ok_and(|url| url.scheme() == "https" && url.host_str().is_some_and(|it| it.contains('.')))
}

fn id(subject: &Subject) -> Tried {
    must(is_connector_id(subject.registration.id()), || {
        "the id is not 2-32 lower-case letters, digits and hyphens".to_owned()
    })
}

fn name(subject: &Subject) -> Tried {
    let info = subject.registration.info();
    must(both(&info.name), || {
        "the name is missing in English or Korean".to_owned()
    })?;
    must(!info.version.is_empty(), || "the version is missing".to_owned())
}

fn documentation(subject: &Subject) -> Tried {
    let info = subject.registration.info();
    must(is_https(info.documentation), || {
        "the documentation's address is missing or not https".to_owned()
    })
}

fn console(subject: &Subject) -> Tried {
    let console = subject.registration.info().console;
    must(is_https(console.address), || {
        "the console's address is missing or not https".to_owned()
    })?;
    must(is_date(console.as_of), || {
        format!("`{}` is not the date of the steps as YYYY-MM-DD", console.as_of)
    })?;
    let schema = subject.registration.config_schema();
    for step in console.steps {
        let spoken = both(&step.title) && both(&step.path) && step.text.as_ref().is_none_or(both);
        must(spoken, || format!("the step {:?} is not in both languages", step.id))?;
        let known = |field: &str| schema.pointer(&format!("/properties/{field}")).is_some();
        must(step.field.is_none_or(known), || {
            format!("the step {:?} fills a field that the config has not", step.id)
        })?;
        must(step.when.is_none_or(|when| known(when.field())), || {
            format!("the step {:?} depends on a field that the config has not", step.id)
        })?;
        let like = |other: &&ConsoleStep| other.id == step.id;
        must(
            is_step_id(step.id) && console.steps.iter().filter(like).count() == 1,
            || format!("`{}` is not a step's id of its own, in lower case", step.id),
        )?;
    }
    Ok(())
}

fn is_step_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(plain)
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |len: usize, range: std::ops::RangeInclusive<u16>| {
        let part = parts.next().filter(|part| part.len() == len);
        part.and_then(|part| part.parse().ok())
            .is_some_and(|number| range.contains(&number))
    };
    next(4, 2000..=9999) && next(2, 1..=12) && next(2, 1..=31) && text.len() == 10
}

/// What a connector gets from its `Context` and must not fetch for itself.
const FORBIDDEN: [&str; 12] = [
    "SystemTime::now",
    "Instant::now",
    "std::env::var",
    "env::var(",
    "std::fs",
    "std::net",
    "std::process",
    "reqwest::",
    "hyper::",
    "ureq::",
    "getrandom::",
    "rand::",
];

fn no_io(subject: &Subject) -> Tried {
    let mut files = Vec::new();
    sources(&subject.folder.join("src"), &mut files);
    if files.is_empty() {
        return not_applicable("the crate's sources are not at hand");
    }
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code = own.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            if let Some(word) = FORBIDDEN.iter().find(|word| line.contains(**word)) {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                return broken(format!("{name} uses `{}`", word.trim_end_matches([':', '('])));
            }
        }
    }
    Ok(())
}

fn sources(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
