//! The source files of the crate as a graph: which file uses what another defines.
//!
//! Paths are followed through every re-export to the file that defines what they name. Methods are not followed: who
//! calls one names no file. What only tests use is left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The segments of a path, `crate` and `super` among them.
type Segments = Vec<String>;

/// A module of its own file.
struct Module {
    file: PathBuf,
    /// Every token of the file but those of its imports, of comments and of tests.
    body: Vec<String>,
    /// What it imports, each under its name here.
    imports: Vec<Import>,
    defines: BTreeSet<String>,
    functions: Vec<(String, usize)>,
    lines: usize,
}

struct Import {
    name: String,
    path: Segments,
    is_exported: bool,
}

/// The crate, by the path of each module.
pub struct Tree(BTreeMap<Segments, Module>);

/// Where a path leads: to something that a module defines, or to the module itself.
struct Found {
    module: Segments,
    name: Option<String>,
}

impl Tree {
    pub fn read(root: &Path) -> Self {
        let mut modules = BTreeMap::new();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder exists") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ext| ext == "rs") {
                    modules.insert(name_of(root, &path), Module::read(path));
                }
            }
        }
        Self(modules)
    }

    /// The rooms: the folders and files that stand directly in the crate.
    pub fn rooms(&self) -> BTreeSet<&str> {
        self.0
            .keys()
            .filter_map(|module| module.first().map(String::as_str))
            .collect()
    }

    /// How many lines of code and comment each room has.
    pub fn lines(&self) -> BTreeMap<&str, usize> {
        let mut lines = BTreeMap::new();
        for (path, module) in &self.0 {
            if let Some(room) = path.first() {
                *lines.entry(room.as_str()).or_default() += module.lines;
            }
        }
        lines
    }

    /// Each file with how many types it declares, and how many functions.
    pub fn files(&self) -> impl Iterator<Item = (&Path, usize, usize)> {
        let is_type = |token: &&String| matches!(token.as_str(), "struct" | "enum" | "trait");
        self.0.values().map(move |module| {
            let types = module.body.iter().filter(is_type).count();
            (module.file.as_path(), types, module.functions.len())
        })
    }

    /// Each function that is longer than so many lines, with its module.
    pub fn functions_over(&self, most: usize) -> Vec<String> {
        let over = |(path, module): (&Segments, &Module)| {
            let functions = module.functions.iter();
            let long = functions.filter(|(_, lines)| *lines > most);
            let named = long.map(|(name, _)| format!("{}::{name}", path.join("::")));
            named.collect::<Vec<_>>()
        };
        self.0.iter().flat_map(over).collect()
    }

    /// Which files each file uses.
    pub fn uses(&self) -> BTreeMap<Segments, BTreeSet<Segments>> {
        let of = |at: &Segments| (at.clone(), self.used_by(at));
        // The crate's own file shows what every room has, and uses nothing.
        self.0.keys().filter(|at| !at.is_empty()).map(of).collect()
    }

    fn used_by(&self, at: &Segments) -> BTreeSet<Segments> {
        let module = &self.0[at];
        let mut paths: Vec<Segments> = module.paths();
        for import in &module.imports {
            // What is merely handed on is not used here.
            if !import.is_exported || module.body.contains(&import.name) {
                paths.push(import.path.clone());
            }
        }
        let found = paths.iter().filter_map(|path| self.find(at, path, 0));
        let files = found.filter(|found| found.name.is_some());
        let files = files.map(|found| found.module);
        files
            .filter(|used| used != at && !used.is_empty())
            .collect()
    }

    /// Where a path leads from a module; nothing where it leads out of the crate.
    fn find(&self, from: &Segments, path: &[String], depth: usize) -> Option<Found> {
        let mut module = from.clone();
        let mut rest = path;
        while let Some((first, others)) = rest.split_first() {
            match first.as_str() {
                "crate" => module.clear(),
                "super" => drop(module.pop()),
                "self" => {}
                _ => break,
            }
            rest = others;
        }
        while let Some((name, others)) = rest.split_first() {
            let mut child = module.clone();
            child.push(name.clone());
            let here = &self.0[&module];
            if self.0.contains_key(&child) {
                module = child;
                rest = others;
                continue;
            }
            if here.defines.contains(name) {
                let name = Some(name.clone());
                return Some(Found { module, name });
            }
            // A chain of re-exports is short; a longer one is a name that means itself.
            let imports = here.imports.iter().filter(|_| depth < 16);
            let mut named = imports.filter(|import| import.name == *name && import.path != path);
            let found = named.find_map(|import| self.find(&module, &import.path, depth + 1))?;
            if found.name.is_some() {
                return Some(found);
            }
            module = found.module;
            rest = others;
        }
        Some(Found { module, name: None })
    }
}

/// The path of a module by the place of its file.
fn name_of(root: &Path, file: &Path) -> Segments {
    let inside = file.strip_prefix(root).expect("it is in the folder");
    let mut name: Segments = inside
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if name
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        name.pop();
    }
    name
}

impl Module {
    fn read(file: PathBuf) -> Self {
        let text = std::fs::read_to_string(&file).expect("it is text");
        let tokens: TokenStream = text.parse().expect("it is Rust");
        let mut module = Self {
            file,
            body: Vec::new(),
            imports: Vec::new(),
            defines: BTreeSet::new(),
            functions: Vec::new(),
            lines: text.lines().count(),
        };
        module.walk(tokens);
        module
    }

    /// Takes in the tokens of a file or of a group in it.
    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1);
            at += 1;
            match (token, next) {
                (TokenTree::Punct(punct), Some(TokenTree::Group(attribute)))
                    if punct.as_char() == '#' =>
                {
                    at += 1;
                    if attribute.to_string().replace(' ', "") == "[cfg(test)]" {
                        at += item_length(&tokens[at..]);
                    }
                }
                (TokenTree::Ident(word), _) if *word == "use" => {
                    let length = item_length(&tokens[at..]);
                    let is_exported = is_public(&tokens[..at - 1]);
                    self.import(&tokens[at..at + length], &[], is_exported);
                    at += length;
                }
                (TokenTree::Ident(word), _) if *word == "macro_rules" => {
                    self.defines
                        .extend(tokens.get(at + 1).map(ToString::to_string));
                }
                (TokenTree::Ident(word), Some(TokenTree::Ident(name))) => {
                    self.define(&word.to_string(), &name.to_string(), &tokens[at..]);
                    self.body.push(word.to_string());
                }
                (TokenTree::Group(group), _) => {
                    self.body.push("(".to_owned());
                    self.walk(group.stream());
                    self.body.push(")".to_owned());
                }
                (token, _) => self.body.push(token.to_string()),
            }
        }
    }

    fn define(&mut self, word: &str, name: &str, rest: &[TokenTree]) {
        match word {
            "struct" | "enum" | "trait" | "type" | "const" | "static" | "mod" => {
                self.defines.insert(name.to_owned());
            }
            "fn" => {
                self.defines.insert(name.to_owned());
                let length = item_length(rest);
                if let Some(TokenTree::Group(body)) = rest[..length].last() {
                    let first = rest[0].span().start().line;
                    let lines = body.span_close().end().line - first + 1;
                    self.functions.push((name.to_owned(), lines));
                }
            }
            _ => {}
        }
    }

    /// Takes in a tree of imports: `a::{b, c as d}`.
    fn import(&mut self, tokens: &[TokenTree], before: &[String], is_exported: bool) {
        let mut path = before.to_vec();
        let mut words = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(word) => words.push(word.to_string()),
                TokenTree::Group(group) => {
                    path.append(&mut words);
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    let is_comma = |token: &TokenTree| token.to_string() == ",";
                    for part in inner.split(is_comma) {
                        self.import(part, &path, is_exported);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
        if words.is_empty() {
            return;
        }
        let renamed = words.iter().position(|word| word == "as");
        let name = renamed.and_then(|at| words.get(at + 1).cloned());
        words.truncate(renamed.unwrap_or(words.len()));
        path.append(&mut words);
        path.retain(|word| word != "self");
        let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
        self.imports.push(Import {
            name,
            path,
            is_exported,
        });
    }

    /// The paths that the body spells out: `a::b::c`.
    fn paths(&self) -> Vec<Segments> {
        let mut paths = Vec::new();
        let mut at = 0;
        while at < self.body.len() {
            let mut path = vec![self.body[at].clone()];
            while self
                .body
                .get(at + 1..at + 3)
                .is_some_and(|two| two == [":", ":"])
                && self.body.get(at + 3).is_some_and(|word| is_word(word))
            {
                path.push(self.body[at + 3].clone());
                at += 3;
            }
            at += 1;
            if path.len() > 1 && is_word(&path[0]) {
                paths.push(path);
            }
        }
        paths
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// How many tokens an item has from here on: up to its braces or its semicolon.
fn item_length(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    // The braces of an import are not its end.
    let is_import = tokens
        .first()
        .is_some_and(|token| is_word(&token.to_string()))
        && tokens.get(1).is_some_and(|token| token.to_string() == ":");
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(_) if is_import => false,
        token => ends(token),
    };
    tokens
        .iter()
        .position(ends)
        .map_or(tokens.len(), |last| last + 1)
}

/// Whether the tokens before an item end in `pub` or `pub(…)`.
fn is_public(before: &[TokenTree]) -> bool {
    let mut last = before.iter().rev();
    let word = match last.next() {
        Some(TokenTree::Group(_)) => last.next(),
        word => word,
    };
    word.is_some_and(|word| word.to_string() == "pub")
}

/// The circles of files: each file of a circle uses the next one, by however many steps.
pub fn circles(uses: &BTreeMap<Segments, BTreeSet<Segments>>) -> Vec<Vec<String>> {
    let reached = |from: &Segments| {
        let mut seen: BTreeSet<&Segments> = BTreeSet::new();
        let mut waiting = vec![from];
        while let Some(at) = waiting.pop() {
            for next in uses.get(at).into_iter().flatten() {
                if seen.insert(next) {
                    waiting.push(next);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&Segments, BTreeSet<&Segments>> =
        uses.keys().map(|file| (file, reached(file))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (file, below) in &reached {
        if below.contains(*file) {
            let back = |other: &&&Segments| reached[**other].contains(*file);
            let circle = below.iter().filter(back);
            circles.insert(circle.map(|file| file.join("/")).collect());
        }
    }
    circles.into_iter().collect()
}
