//! A request with hostile words in every place that a stranger, or a careless colleague, can write in.

/// Words that would break out of every kind of page, were they not escaped and tamed.
pub const HOSTILE: &str = "</style><script>alert(1)</script> \" onload=\"x ' & ]]> --> | a_b_ *c* `code` \u{202e}turned\u{2066} \u{0} \u{1b}[31m @all [a](http://x.example) <b> \n# head\n\n- item\u{2028}REPLY BY       never";

/// Where it stands: each place has its own mark.
pub const PLACES: &[&str] = &[
    "the title",
    "the letter",
    "the matter",
    "the item",
    "the reasons",
    "the judge",
    "the role",
    "the reviewer",
];

/// The request, as JSON.
pub fn request(words: &str) -> String {
    let say = |place: &str| serde_json::Value::String(format!("{place}: {words}"));
    serde_json::json!({
        "request": say("the title"),
        "letter": say("the letter"),
        "received": "2026-10-05",
        "capacity": "data-subject",
        "recorded-by": say("the scribe"),
        "asks": ["access"],
        "about": [{
            // A matter without items is a part itself; of others their items alone are named.
            "matter": say("the matter"),
            "facts": { "council-is-controller": "yes", "is-cctv": "no" },
        }, {
            "matter": say("the file"),
            "facts": { "council-is-controller": "yes", "is-cctv": "no" },
            "reviews": [{
                "review": "procedure/5/7", "by": say("the reviewer"), "on": "2026-10-28",
                "raised": ["crime-exemption-raised"],
            }],
            "items": [
                { "item": say("the item"), "facts": { "third-party-information": "none" }, "judgements": [{
                    "judgement": "harm-to-criminal-investigation", "is": "whole", "by": say("the judge"),
                    "role": say("the role"), "on": "2026-10-28", "reasons": say("the reasons"),
                }] },
                { "item": say("another item") },
            ],
        }],
    })
    .to_string()
}
