//! A guide for a wiki or an issue.

use std::fmt::Write as _;

use connector_host::core::Text;

use super::Guide;
use crate::voice::Voice;

pub(super) fn of(guide: &Guide, voice: Voice) -> String {
    const CONSOLE: Text = Text::new("Console", "콘솔");
    const LEFT_OUT: Text = Text::new(
        "Left out, as this instance does not use it",
        "이 인스턴스가 쓰지 않아 생략한 것",
    );
    const PUT: Text = Text::new(
        "Then put this into `instances`:",
        "그다음 `instances`에 아래 내용을 넣으세요.",
    );
    const CHECK: Text = Text::new("Then run:", "그다음 확인:");
    let mut page = String::new();
    let (name, age) = guide.heading(voice);
    // Writing to a String cannot fail.
    let _ = writeln!(page, "# {name}\n\n{age}\n");
    let _ = writeln!(page, "{}: <{}>\n", voice.pick(CONSOLE), guide.info.console.address);
    for (n, planned) in guide.of_use().enumerate() {
        let step = planned.step;
        let path = voice.pick(step.path);
        let number = format!("{}. ", n + 1);
        let below = " ".repeat(number.len());
        let line = format!("{number}**{}** · {path} {}", planned.title(voice), planned.codes(voice));
        let _ = writeln!(page, "{}", line.trim_end());
        for paste in step.copy {
            let _ = writeln!(
                page,
                "{below}- {}: `{}`",
                voice.pick(paste.name()),
                guide.address(*paste)
            );
        }
        if let Some(text) = step.text {
            let _ = writeln!(page, "{below}- {}", voice.pick(text));
        }
    }
    let left_out: Vec<String> = guide.left_out().iter().map(|when| format!("`{when}`")).collect();
    if !left_out.is_empty() {
        let _ = writeln!(page, "\n{}: {}", voice.pick(LEFT_OUT), left_out.join(", "));
    }
    if let Some(draft) = &guide.draft {
        let _ = writeln!(page, "\n{}\n\n```json\n{}\n```", voice.pick(PUT), draft.lines());
    }
    let _ = writeln!(page, "\n{}\n\n```sh\n{}\n```", voice.pick(CHECK), guide.check());
    page
}
