//! What the program says about its commands and options, beside the Korean. The English stands where the command or option is
//! described; a test keeps both together.

use connector_host::core::Text;

/// clap's own words.
pub(super) const WORDS: &[Text] = &[
    Text::new("Usage:", "사용법:"),
    // Headings of manual pages.
    Text::new(".SH NAME", ".SH 이름"),
    Text::new(".SH SYNOPSIS", ".SH 사용법"),
    Text::new(".SH DESCRIPTION", ".SH 설명"),
    Text::new(".SH OPTIONS", ".SH 옵션"),
    Text::new(".SH SUBCOMMANDS", ".SH 명령"),
    Text::new(".SH EXTRA", ".SH 그 밖에"),
    Text::new(".SH VERSION", ".SH 버전"),
    // Headings of help.
    Text::new("Commands:", "명령:"),
    Text::new("Arguments:", "인자:"),
    Text::new("Options:", "옵션:"),
    Text::new("Possible values:", "가능한 값:"),
    Text::new("[possible values: ", "[가능한 값: "),
    Text::new("[default: ", "[기본값: "),
    Text::new(
        "Print this message or the help of the given subcommand(s)",
        "이 도움말이나 명령의 도움말을 출력합니다",
    ),
];

/// Descriptions of commands, options and values.
pub(super) const TEXTS: &[Text] = &[
    // The program.
    Text::new(
        "Social sign-in connectors: check, serve and demonstrate a configuration",
        "소셜 로그인 커넥터: 설정을 검사하고 실행하고 체험합니다",
    ),
    Text::new(
        "Social sign-in connectors: check, serve and demonstrate a configuration.\n\nData goes to standard output, words for people go to standard error.",
        "소셜 로그인 커넥터: 설정을 검사하고 실행하고 체험합니다.\n\n데이터는 표준 출력으로, 사람에게 하는 말은 표준 오류로 나옵니다.",
    ),
    Text::new(
        crate::EXIT_CODES,
        "종료 코드:
  0   오류 없음. 경고는 출력될 수 있음
  1   오류 발견, --deny-warnings일 때의 경고, 또는 서로 다른 스키마
  2   잘못된 사용법, 모르는 명령·커넥터·코드
  3   읽거나 쓰거나 연결할 수 없음
  4   실제 확인(check --live)에서 잘못이 드러남
  70  프로그램 자체의 결함",
    ),
    Text::new("Everywhere", "모든 명령에서"),
    Text::new(
        "Language of texts for people [default: by LC_ALL, LC_MESSAGES, LANG]",
        "출력 언어 [기본값: LC_ALL, LC_MESSAGES, LANG을 따름]",
    ),
    Text::new("English", "영어"),
    Text::new("Korean", "한국어"),
    Text::new(
        "When to use colour; NO_COLOR and CLICOLOR_FORCE are heeded",
        "색을 쓸 때. NO_COLOR와 CLICOLOR_FORCE를 따릅니다",
    ),
    Text::new("On a terminal", "터미널에서만"),
    Text::new("Always", "항상"),
    Text::new("Never", "쓰지 않음"),
    Text::new(
        "Say nothing but what was asked for and what is wrong",
        "요청한 내용과 오류만 출력합니다",
    ),
    Text::new(
        "Say more, twice for details; RUST_LOG decides if it is set",
        "더 자세히 출력합니다. 두 번 쓰면 가장 자세합니다. RUST_LOG가 있으면 그것을 따릅니다",
    ),
    // Options of several commands.
    Text::new(
        "Configuration file or directory [default: $CONNECTORS_CONFIG, connectors.json, connectors.jsonc]",
        "설정 파일이나 디렉터리 [기본값: $CONNECTORS_CONFIG, connectors.json, connectors.jsonc]",
    ),
    Text::new(
        "Profile instead of the one that publicUrl implies",
        "publicUrl에 따라 정해지는 프로필 대신 쓸 프로필",
    ),
    Text::new(
        "Loopback addresses and plain http to them are allowed",
        "루프백 주소와 그 주소의 http를 허용합니다",
    ),
    Text::new("Public addresses and https only", "공개 주소와 https만 허용합니다"),
    Text::new("Where browsers reach the service", "브라우저가 접속하는 서비스 주소"),
    Text::new("Print JSON", "JSON으로 출력합니다"),
    Text::new("Address to listen on", "연결을 받을 주소"),
    // init
    Text::new(
        "Write the first files of a configuration: connectors.json, its schema and .env.example",
        "설정의 첫 파일을 만듭니다: connectors.json, 스키마, .env.example",
    ),
    Text::new(
        "Write the first files of a configuration: connectors.json, its schema and .env.example.\n\nOn a terminal, what is not given is asked for. Elsewhere all linked connectors are taken, and the address http://localhost:8080 for trying things out. The files hold references to environment variables and no values.",
        "설정의 첫 파일을 만듭니다: connectors.json, 스키마, .env.example.\n\n터미널에서는 지정하지 않은 것을 물어봅니다. 그 밖에는 들어 있는 커넥터를 모두 쓰고, 시험용 주소 http://localhost:8080을 씁니다. 파일에는 값 대신 환경 변수 참조가 들어갑니다.",
    ),
    Text::new(
        "Connector to configure, once for each",
        "설정할 커넥터. 여러 번 쓸 수 있습니다",
    ),
    Text::new("Replace files that are there", "이미 있는 파일을 바꿉니다"),
    Text::new("Directory to write to", "파일을 쓸 디렉터리"),
    // validate
    Text::new(
        "Check configuration files or directories without starting anything",
        "아무것도 시작하지 않고 설정 파일이나 디렉터리를 검사합니다",
    ),
    Text::new(
        "Configuration files or directories; `-` reads standard input [default: $CONNECTORS_CONFIG, connectors.json, connectors.jsonc]",
        "설정 파일이나 디렉터리. `-`는 표준 입력 [기본값: $CONNECTORS_CONFIG, connectors.json, connectors.jsonc]",
    ),
    Text::new(
        "Check the form of references and open nothing",
        "참조의 형식만 보고 아무것도 열지 않습니다",
    ),
    Text::new("Take warnings for errors", "경고를 오류로 봅니다"),
    Text::new(
        "Do not tell a warning, everywhere or for one instance; may be repeated",
        "어떤 경고를 모든 곳에서 또는 한 인스턴스에서 알리지 않습니다. 여러 번 쓸 수 있습니다",
    ),
    Text::new(
        "Apply the fixes that leave no doubt, write the files, and tell what is left",
        "확실한 것을 고쳐 파일에 쓰고 남은 것을 알립니다",
    ),
    Text::new("How findings are written", "결과의 출력 형식"),
    Text::new("For people, in the manner of rustc", "사람이 읽는 형식(rustc와 비슷함)"),
    Text::new("For programs", "프로그램이 읽는 형식"),
    Text::new("Annotations of a GitHub workflow", "GitHub 워크플로 주석"),
    Text::new("SARIF 2.1.0", "SARIF 2.1.0"),
    Text::new(
        "Name for standard input in messages; one that ends in .jsonc allows comments",
        "메시지에 쓸 표준 입력의 이름. .jsonc로 끝나면 주석을 허용합니다",
    ),
    Text::new("Most bytes of a configuration", "설정의 최대 바이트 수"),
    Text::new(
        "Most findings that are told; the rest is counted",
        "출력할 결과의 최대 개수. 나머지는 개수만 셉니다",
    ),
    // schema
    Text::new(
        "Print the JSON Schemas, write them to a directory, or compare them with one",
        "JSON 스키마를 출력하거나 디렉터리에 쓰거나 디렉터리와 비교합니다",
    ),
    Text::new(
        "Connector whose config schema is printed",
        "config 스키마를 출력할 커넥터",
    ),
    Text::new(
        "Print the schema of a whole configuration file (the default)",
        "설정 파일 전체의 스키마를 출력합니다(기본)",
    ),
    Text::new(
        "Write all schemas to this directory",
        "모든 스키마를 이 디렉터리에 씁니다",
    ),
    Text::new(
        "Compare all schemas with those in this directory; exit code 1 if any differs",
        "모든 스키마를 이 디렉터리의 것과 비교합니다. 다르면 종료 코드 1",
    ),
    Text::new(
        "Say whether NEW may refuse what OLD accepted, files or directories; exit code 1 if it may",
        "OLD가 받던 설정을 NEW가 거부할 수 있는지 알립니다. 파일이나 디렉터리. 거부할 수 있으면 종료 코드 1",
    ),
    Text::new(
        "Print a layout for forms instead: fields in order and in groups, secrets as passwords",
        "대신 입력 양식의 배치를 출력합니다: 순서와 묶음, 비밀 값은 암호 입력란",
    ),
    Text::new("react-jsonschema-form", "react-jsonschema-form"),
    Text::new("JSON Forms", "JSON Forms"),
    Text::new(
        "Draft in which the schema is written; all its words mean the same in both",
        "스키마의 드래프트. 쓰이는 낱말의 뜻은 둘 다 같습니다",
    ),
    Text::new("Draft-07", "Draft-07"),
    Text::new("2020-12", "2020-12"),
    // explain
    Text::new(
        "Explain a code: of a provider (KOE205, kakao:-401, naver:024), of this program, or of a settings finding (E102)",
        "코드를 설명합니다: 제공자의 코드(KOE205, kakao:-401, naver:024), 이 프로그램의 코드, 설정 검사 코드(E102)",
    ),
    Text::new(
        "Code of a provider (`KOE205`, `-401`, `naver:024`), kind of an error (`grant_rejected`) or code of a finding (`E102`)",
        "제공자의 코드(`KOE205`, `-401`, `naver:024`), 오류 종류(`grant_rejected`), 설정 검사 코드(`E102`)",
    ),
    // check
    Text::new(
        "Ask the providers, without a user, whether they know what the configuration says",
        "사용자 없이 제공자에 물어 설정이 맞는지 확인합니다",
    ),
    Text::new(
        "Send requests to the providers; `validate` checks without",
        "제공자에 요청을 보냅니다. `validate`는 보내지 않고 검사합니다",
    ),
    Text::new(
        "Instances to try [default: all enabled ones, at most 20]",
        "확인할 인스턴스 [기본값: 켜진 인스턴스 모두, 최대 20개]",
    ),
    Text::new(
        "Print JSON, with findings in the shape of `validate --format json`",
        "JSON으로 출력합니다. 결과는 `validate --format json`과 같은 모양입니다",
    ),
    // guide
    Text::new(
        "Show what to do in a provider's console, with the addresses to paste",
        "제공자 콘솔에서 할 일을 붙여 넣을 주소와 함께 보여 줍니다",
    ),
    Text::new(
        "Instance of the configuration at hand, else a linked connector",
        "설정에 있는 인스턴스, 없으면 들어 있는 커넥터",
    ),
    Text::new(
        "Where browsers reach the service [default: that of the configuration]",
        "브라우저가 접속하는 서비스 주소 [기본값: 설정의 주소]",
    ),
    Text::new("How the guide is written", "안내의 출력 형식"),
    Text::new("For a terminal", "터미널용"),
    Text::new("For a wiki or an issue", "위키나 이슈용"),
    Text::new("For programs; in both languages", "프로그램이 읽는 형식. 두 언어 모두"),
    // show
    Text::new(
        "Show a connector's settings, limits, addresses, scopes and codes; or what is set for an instance",
        "커넥터의 설정 항목, 한도, 주소, 스코프, 코드를 보여 주거나 인스턴스에 설정된 것을 보여 줍니다",
    ),
    Text::new(
        "Linked connector; with --config, or if no connector has that name, an instance of the configuration",
        "들어 있는 커넥터. --config를 쓰거나 그런 이름의 커넥터가 없으면 설정의 인스턴스",
    ),
    Text::new("Print JSON, in both languages", "JSON으로 출력합니다. 두 언어 모두"),
    // list
    Text::new(
        "List the linked connectors, or the configured instances",
        "들어 있는 커넥터나 설정된 인스턴스를 나열합니다",
    ),
    Text::new(
        "List the configured instances with the addresses to register",
        "설정된 인스턴스를 등록할 주소와 함께 나열합니다",
    ),
    // serve
    Text::new("Run the host over HTTP", "HTTP로 호스트를 실행합니다"),
    Text::new(
        "File with the sealing key: 32 bytes as base64 or hexadecimal text [default: the variable CONNECTORS_SEALING_KEY]",
        "봉인 키 파일: base64나 16진수 텍스트로 된 32바이트 [기본값: 환경 변수 CONNECTORS_SEALING_KEY]",
    ),
    Text::new(
        "Say that no other process serves the same sign-ins, so that the one-time guard may be in memory",
        "같은 로그인을 처리하는 다른 프로세스가 없음을 알립니다. 그러면 일회용 보호를 메모리에 둘 수 있습니다",
    ),
    // demo
    Text::new(
        "Run the host with the embedded sandbox: a complete local Kakao and NAVER, no account, no network",
        "내장 샌드박스와 함께 실행합니다: 계정도 네트워크도 필요 없는 카카오와 네이버",
    ),
    Text::new(
        "Address to listen on; loopback only",
        "연결을 받을 주소. 루프백만 됩니다",
    ),
    Text::new(
        "Keep the configuration in this directory",
        "설정을 이 디렉터리에 남깁니다",
    ),
    // completions
    Text::new("Print completions for a shell", "셸 자동 완성 스크립트를 출력합니다"),
    Text::new("Shell that reads them", "스크립트를 읽을 셸"),
    // man
    Text::new(
        "Print the manual page, or write one page per command",
        "매뉴얼 페이지를 출력하거나 명령마다 한 페이지씩 씁니다",
    ),
    Text::new(
        "Write the page of the program and one page per command to this directory",
        "프로그램의 페이지와 명령마다의 페이지를 이 디렉터리에 씁니다",
    ),
];

/// What is wrong with a value, as the parsers of values say it.
pub(super) const REASONS: &[Text] = &[
    Text::new(
        crate::validate::NOT_ALLOWED,
        "경고의 코드가 아닙니다. 오류는 허용할 수 없습니다",
    ),
    Text::new("invalid socket address syntax", "소켓 주소의 형식이 아닙니다"),
    Text::new("invalid digit found in string", "숫자가 아닌 글자가 있습니다"),
    Text::new("number too large to fit in target type", "너무 큰 수입니다"),
    Text::new("cannot parse integer from empty string", "비어 있습니다"),
];
