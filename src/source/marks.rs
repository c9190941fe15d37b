//! Lines and columns of a file, counted from marks that stand close to each other.

/// How many bytes lie between two places of a file that are counted once and kept: a file may be one
/// line, or all of it references.
pub(super) const STEP: usize = 1 << 12;

/// What lies before a byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Lines that have ended.
    pub(super) lines: usize,
    /// The first byte of the line that has not.
    pub(super) line_start: usize,
    /// Characters of that line.
    pub(super) characters: usize,
}

impl Mark {
    /// What lies before the byte that is behind `bytes`, which begin at byte `at`.
    fn after(mut self, bytes: &[u8], at: usize) -> Self {
        let rest = match bytes.iter().rposition(|byte| *byte == b'\n') {
            None => bytes,
            Some(last) => {
                self.lines += bytes[..=last].iter().filter(|byte| **byte == b'\n').count();
                (self.line_start, self.characters) = (at + last + 1, 0);
                &bytes[last + 1..]
            }
        };
        // A byte that continues a character begins with the bits 10.
        self.characters += rest.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self
    }
}

/// What lies before every [`STEP`]th byte of a file.
#[derive(Clone, Debug)]
pub(super) struct Marks(Vec<Mark>);

impl Marks {
    /// Counts `bytes`, of which the first `start` are no part of the text.
    pub(super) fn read(bytes: &[u8], start: usize) -> Self {
        let mut marks = vec![Mark { lines: 0, line_start: start, characters: 0 }];
        let mut last = marks[0];
        for (at, piece) in bytes.chunks(STEP).enumerate() {
            let from = if at == 0 { start } else { 0 };
            last = last.after(&piece[from..], at * STEP + from);
            marks.push(last);
        }
        Self(marks)
    }

    /// What lies before a byte offset of the same `bytes`, or their end.
    pub(super) fn before(&self, bytes: &[u8], offset: usize) -> Mark {
        let at = offset / STEP;
        let from = (at * STEP).max(self.0[0].line_start).min(offset);
        self.0[at].after(&bytes[from..offset], from)
    }
}
