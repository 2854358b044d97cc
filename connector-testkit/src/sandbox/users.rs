//! The test users, as data. All of them are invented; addresses end in `example.com`, numbers are of the form
//! 010-0000-000x.

/// One invented person with an account at both providers.
#[derive(Debug)]
pub(super) struct User {
    /// The name in forms and URLs; never shown to an app.
    pub(super) key: &'static str,
    pub(super) en: &'static str,
    pub(super) ko: &'static str,
    pub(super) kakao: KakaoAccount,
    pub(super) naver: NaverAccount,
}

/// What Kakao knows of a person. Picture addresses carry no scheme: `secure_resource` decides on it.
#[derive(Debug)]
pub(super) struct KakaoAccount {
    pub(super) id: i64,
    pub(super) nickname: Option<&'static str>,
    pub(super) is_default_nickname: bool,
    pub(super) profile_image: Option<&'static str>,
    pub(super) thumbnail_image: Option<&'static str>,
    pub(super) is_default_image: bool,
    pub(super) name: Option<&'static str>,
    pub(super) email: Option<&'static str>,
    pub(super) is_email_valid: bool,
    pub(super) is_email_verified: bool,
    pub(super) gender: Option<&'static str>,
    pub(super) age_range: Option<&'static str>,
    pub(super) birthday: Option<&'static str>,
    pub(super) birthday_type: &'static str,
    pub(super) is_leap_month: bool,
    pub(super) birthyear: Option<&'static str>,
    pub(super) phone_number: Option<&'static str>,
    /// `false`: the reply is `{"id":…}` alone, the least Kakao may send.
    pub(super) has_account: bool,
    /// `true`: also the deprecated `properties.nickname`, `profile_image` and `thumbnail_image`.
    pub(super) has_old_properties: bool,
}

/// What NAVER knows of a person, named as in the profile reply.
#[derive(Debug)]
pub(super) struct NaverAccount {
    pub(super) id: &'static str,
    pub(super) nickname: Option<&'static str>,
    pub(super) profile_image: Option<&'static str>,
    pub(super) email: Option<&'static str>,
    pub(super) name: Option<&'static str>,
    pub(super) gender: Option<&'static str>,
    pub(super) age: Option<&'static str>,
    pub(super) birthday: Option<&'static str>,
    pub(super) birthyear: Option<&'static str>,
    pub(super) mobile: Option<&'static str>,
    /// Undocumented, but comes with `mobile`.
    pub(super) mobile_e164: Option<&'static str>,
}

const NO_KAKAO: KakaoAccount = KakaoAccount {
    id: 1,
    nickname: None,
    is_default_nickname: false,
    profile_image: None,
    thumbnail_image: None,
    is_default_image: false,
    name: None,
    email: None,
    is_email_valid: true,
    is_email_verified: true,
    gender: None,
    age_range: None,
    birthday: None,
    birthday_type: "SOLAR",
    is_leap_month: false,
    birthyear: None,
    phone_number: None,
    has_account: true,
    has_old_properties: false,
};

const NO_NAVER: NaverAccount = NaverAccount {
    id: "Only-The-Id_0000000000000000000000000000000",
    nickname: None,
    profile_image: None,
    email: None,
    name: None,
    gender: None,
    age: None,
    birthday: None,
    birthyear: None,
    mobile: None,
    mobile_e164: None,
};

/// Everybody, in the order of the consent screen.
static ALL: [User; 8] = [
    User {
        key: "whale",
        en: "Whale: an ordinary user with everything",
        ko: "고래: 모든 정보를 가진 보통 사용자",
        kakao: KakaoAccount {
            id: 1_234_567_890_123_456_789,
            nickname: Some("고래"),
            profile_image: Some("img.example/whale/640.jpg"),
            thumbnail_image: Some("img.example/whale/110.jpg"),
            name: Some("김고래"),
            email: Some("whale@example.com"),
            gender: Some("female"),
            age_range: Some("20~29"),
            birthday: Some("1130"),
            birthyear: Some("2002"),
            phone_number: Some("+82 10-0000-0001"),
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "gZ3xq0Yd-AbCdEfGhIjKlMnOpQrStUvWxYz0123_456",
            nickname: Some("고래"),
            profile_image: Some("https://img.example/naver/whale.jpg"),
            email: Some("whale@example.com"),
            name: Some("김고래"),
            gender: Some("F"),
            age: Some("20-29"),
            birthday: Some("11-30"),
            birthyear: Some("2002"),
            mobile: Some("010-0000-0001"),
            mobile_e164: Some("+821000000001"),
        },
    },
    User {
        key: "giant",
        en: "Giant: the longest Kakao id, a lunar birthday",
        ko: "거인: 가장 긴 카카오 회원번호, 음력 생일",
        kakao: KakaoAccount {
            id: 9_223_372_036_854_775_807,
            nickname: Some("거인"),
            name: Some("박거인"),
            email: Some("giant@example.com"),
            gender: Some("male"),
            age_range: Some("90~"),
            birthday: Some("0429"),
            birthday_type: "LUNAR",
            is_leap_month: true,
            birthyear: Some("1933"),
            phone_number: Some("+82 010-0000-0002"),
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "Giant-000000000000000000000000000000000000000000000000000000_064",
            nickname: Some("거인"),
            name: Some("박거인"),
            email: Some("giant@example.com"),
            gender: Some("U"),
            age: Some("60-"),
            birthday: Some("04-29"),
            birthyear: Some("1933"),
            mobile: Some("010-0000-0002"),
            mobile_e164: Some("+821000000002"),
            ..NO_NAVER
        },
    },
    User {
        key: "unverified",
        en: "Sprout: the e-mail was never verified",
        ko: "새싹: 이메일을 인증하지 않음",
        kakao: KakaoAccount {
            id: 2_000_000_003,
            nickname: Some("새싹"),
            email: Some("sprout@example.com"),
            is_email_verified: false,
            phone_number: Some("+82 10 0000 0003"),
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "Sprout-bCdEfGhIjKlMnOpQrStUvWxYz0123456_789",
            nickname: Some("새싹"),
            email: Some("sprout@example.com"),
            mobile: Some("010-0000-0003"),
            ..NO_NAVER
        },
    },
    User {
        key: "taken",
        en: "Echo: the e-mail now belongs to another account",
        ko: "메아리: 이메일이 다른 계정으로 넘어감",
        kakao: KakaoAccount {
            id: 2_000_000_004,
            nickname: Some("메아리"),
            email: Some("echo@example.com"),
            is_email_valid: false,
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "Echo-xAbCdEfGhIjKlMnOpQrStUvWxYz0123456_789",
            nickname: Some("메아리"),
            email: Some("echo@example.org"),
            ..NO_NAVER
        },
    },
    User {
        key: "bare",
        en: "Pebble: nothing but the id",
        ko: "조약돌: 회원번호만 있음",
        kakao: KakaoAccount {
            has_account: false,
            ..NO_KAKAO
        },
        naver: NO_NAVER,
    },
    User {
        key: "default",
        en: "Newcomer: stock picture and stock nickname",
        ko: "새내기: 기본 사진과 기본 닉네임",
        kakao: KakaoAccount {
            id: 2_000_000_006,
            nickname: Some("닉네임을 등록해주세요"),
            is_default_nickname: true,
            profile_image: Some("img.example/default/640.jpg"),
            thumbnail_image: Some("img.example/default/110.jpg"),
            is_default_image: true,
            name: Some("이새내"),
            email: Some("newcomer@example.com"),
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "Newcomer-EfGhIjKlMnOpQrStUvWxYz01234567_890",
            nickname: Some("abc***"),
            profile_image: Some("https://img.example/static/pwe/address/nodata_33x33.gif"),
            name: Some("이새내"),
            email: Some("newcomer@example.com"),
            ..NO_NAVER
        },
    },
    User {
        key: "numeric",
        en: "Veteran: of an app from before 2021 (NAVER id of digits, Kakao's old properties)",
        ko: "고참: 2021년 이전 앱의 사용자 (숫자로 된 네이버 아이디, 카카오 옛 properties)",
        kakao: KakaoAccount {
            id: 7,
            nickname: Some("고참"),
            profile_image: Some("img.example/veteran/640.jpg"),
            thumbnail_image: Some("img.example/veteran/110.jpg"),
            email: Some("veteran@example.com"),
            age_range: Some("40~49"),
            phone_number: Some("+1 415-555-0100"),
            has_old_properties: true,
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "9007199254740993",
            nickname: Some("고참"),
            email: Some("veteran@example.com"),
            gender: Some("M"),
            age: Some("40-49"),
            mobile: Some("010-0000-0007"),
            mobile_e164: Some("+821000000007"),
            ..NO_NAVER
        },
    },
    User {
        key: "markup",
        en: "Signs: a name full of characters that must be escaped",
        ko: "기호: 이스케이프가 필요한 문자로 된 이름",
        kakao: KakaoAccount {
            id: 2_000_000_008,
            nickname: Some("<b>\"O'Tree\" & 🌳</b>"),
            name: Some("</script>나무"),
            email: Some("o'tree+signs@example.com"),
            ..NO_KAKAO
        },
        naver: NaverAccount {
            id: "Signs--fGhIjKlMnOpQrStUvWxYz0123456789__-_-",
            nickname: Some("<b>\"O'Tree\" & 🌳</b>"),
            name: Some("</script>나무"),
            email: Some("o'tree+signs@example.com"),
            ..NO_NAVER
        },
    },
];

/// Everybody.
pub(super) fn all() -> &'static [User] {
    &ALL
}

/// The user of that key.
pub(super) fn find(key: &str) -> Option<&'static User> {
    ALL.iter().find(|user| user.key == key)
}
