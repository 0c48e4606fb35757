//! Reads the rows out of a file of values that are parted by commas, semicolons or tabs, in whichever encoding it came.

use domain::{Error, FieldError, ImportRow, LONGEST_IMPORT, MOST_COLUMNS, MOST_ROWS, Result};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What may part the cells of a row; the first, where nothing speaks for another.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// How many rows are looked at to find out.
const LOOKED_AT: usize = 20;

/// The rows of a file, without those that are empty. Refuses one that is too long, or is no text.
pub(crate) fn rows(file: &[u8]) -> Result<Vec<ImportRow>> {
    if file.len() > LONGEST_IMPORT {
        return Err(refused(words::file_too_long()));
    }
    // What every second person chooses first.
    if file.starts_with(b"PK\x03\x04") || file.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(refused(words::file_is_workbook()));
    }
    let text = text(file)?;
    let (said, text) = said(&text);
    let delimiter = said.unwrap_or_else(|| delimiter(text));
    let (mut rows, mut number, mut inside) = (Vec::new(), 0, 0);
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| refused(words::file_no_csv()))? {
        // Empty lines are rows to a spreadsheet, and are not read here; a line's end within a cell begins no row.
        inside += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let read = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let ended = text.as_bytes()[..read.min(text.len())].ends_with(b"\n");
        let line = usize::try_from(reader.position().line()).unwrap_or(usize::MAX) - usize::from(ended);
        number = line.saturating_sub(inside).max(number + 1);
        let empty = record.iter().rev().take_while(|cell| cell.trim().is_empty()).count();
        let length = record.len() - empty;
        if length == 0 {
            continue;
        }
        if length > MOST_COLUMNS {
            let (row, length, most) = (number.to_string(), length.to_string(), MOST_COLUMNS.to_string());
            return Err(refused(words::row_too_wide(&row, &length, &most)));
        }
        // One more may be headings.
        if rows.len() > MOST_ROWS {
            return Err(refused(words::file_too_many_rows(MOST_ROWS as i64)));
        }
        rows.push(ImportRow(number as i64, record.iter().take(length).map(str::to_owned).collect()));
    }
    if rows.is_empty() { Err(refused(words::file_empty())) } else { Ok(rows) }
}

fn refused(says: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::Invalid(vec![FieldError::new("file", says)])
}

/// The text of a file, with each line ended by a line feed. What is no UTF-8 is taken for the encoding of Western Windows:
/// nothing in it tells it from others, and it has a letter for nearly everything.
fn text(file: &[u8]) -> Result<String> {
    let (encoding, mark) = Encoding::for_bom(file).or_else(|| wide(file).map(|wide| (wide, 0))).unwrap_or((UTF_8, 0));
    let body = &file[mark..];
    let text = encoding.decode_without_bom_handling_and_without_replacement(body);
    let text = match text {
        Some(text) => text,
        None if encoding == UTF_8 => WINDOWS_1252.decode_without_bom_handling(body).0,
        None => return Err(refused(words::file_no_text())),
    };
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// UTF-16 that does not say so: of plain letters every second byte is a zero.
fn wide(file: &[u8]) -> Option<&'static Encoding> {
    let pairs = file.as_chunks::<2>().0;
    let zeros = |place: usize| pairs.iter().take(500).filter(|pair| pair[place] == 0 && pair[1 - place] != 0).count();
    let most = |zeros: usize| zeros * 2 > pairs.len().min(500);
    if most(zeros(1)) {
        Some(UTF_16LE)
    } else if most(zeros(0)) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What parts the cells, where the first line says so as Excel writes it (`sep=;`), and the text after that line.
fn said(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) if delimiter.is_ascii() => (Some(*delimiter), rest),
        _ => (None, text),
    }
}

/// What parts most rows into as many cells as the first; of those the one that makes the most cells.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let widths: Vec<_> =
            reader(text, delimiter).into_records().take(LOOKED_AT).map_while(Result::ok).map(|row| row.len()).collect();
        let width = widths.first().copied().unwrap_or_default();
        let alike = widths.iter().filter(|other| **other == width && width > 1).count();
        (alike, width)
    };
    // The first of equals.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(DELIMITERS[0])
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows as `number:cell|cell`, or what is wrong with the file.
    fn read(file: &[u8]) -> String {
        match rows(file) {
            Ok(rows) => {
                let rows = rows.iter().map(|ImportRow(number, cells)| format!("{number}:{}", cells.join("|")));
                rows.collect::<Vec<_>>().join(" ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn delimiters() {
        fn check(text: &str, expected: &str) {
            assert_eq!(read(text.as_bytes()), expected, "{text:?}");
        }
        check("Name,Age\nAnn,30\n", "1:Name|Age 2:Ann|30");
        check("Name;Age\nLee, Ann;30", "1:Name|Age 2:Lee, Ann|30");
        check("Name\tAge\nLee, Ann\t30", "1:Name|Age 2:Lee, Ann|30");
        check("Name\nAnn\nBob; Rob", "1:Name 2:Ann 3:Bob; Rob");
        check("\"a;b\",c\n\"d;e\",f", "1:a;b|c 2:d;e|f");
        check("sep=;\nName;Age,x\nAnn;30", "1:Name|Age,x 2:Ann|30");
        check("sep=\nAnn", "1:sep= 2:Ann");
    }

    #[test]
    fn rows_and_cells() {
        fn check(text: &str, expected: &str) {
            assert_eq!(read(text.as_bytes()), expected, "{text:?}");
        }
        check("", "There is nothing in this file");
        check("\n\n,,\n  \n", "There is nothing in this file");
        check("a,b\r\n\r\nc,d\r\n", "1:a|b 3:c|d");
        check("a,b\rc,d", "1:a|b 2:c|d");
        check("a,b,,\n,,,\nc", "1:a|b 3:c");
        check("a,\"say \"\"hi\"\"\"\n", "1:a|say \"hi\"");
        // A spreadsheet counts rows, and not lines.
        check("a,\"two\r\nlines\"\nb,c\n\n\"x\n\ny\",z\nd", "1:a|two\nlines 2:b|c 4:x\n\ny|z 5:d");
        check("x\na,\"never ended\nb,c", "1:x 2:a|never ended\nb,c");
        check("a\0b,c", "1:a\0b|c");
        check(&"x,".repeat(101), "Row 1 has 101 columns, where 100 are the most");
    }

    #[test]
    fn encodings() {
        fn check(file: &[u8], expected: &str) {
            assert_eq!(read(file), expected, "{file:?}");
        }
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<_>>();
        check("Zoë,ليلى".as_bytes(), "1:Zoë|ليلى");
        check("\u{FEFF}Zoë,x".as_bytes(), "1:Zoë|x");
        check(b"Zo\xEB,\x80", "1:Zoë|€");
        check(&wide("\u{FEFF}Zoë\tليلى", u16::to_le_bytes), "1:Zoë|ليلى");
        check(&wide("\u{FEFF}Zoë\tليلى", u16::to_be_bytes), "1:Zoë|ليلى");
        check(&wide("Zoë,Ann", u16::to_le_bytes), "1:Zoë|Ann");
        check(&wide("Zoë,Ann", u16::to_be_bytes), "1:Zoë|Ann");
        check(b"\xFF\xFE\x00\xD8a\x00", "The file cannot be read as text. Save it as CSV in UTF-8");
        check(b"PK\x03\x04....", "This is a workbook. Save it as CSV in your spreadsheet, then choose that file");
    }

    #[test]
    fn limits() {
        let long = |rows: usize| "a,b\n".repeat(rows);
        assert_eq!(rows(long(MOST_ROWS + 1).as_bytes()).map(|rows| rows.len()), Ok(MOST_ROWS + 1));
        assert!(read(long(MOST_ROWS + 2).as_bytes()).starts_with("The file has more than 20,000 rows."));
        assert!(read(&b"a".repeat(LONGEST_IMPORT + 1)).starts_with("The file is longer than 5 MB."));
        assert_eq!(rows(&b"a".repeat(1_000_000)).map(|rows| rows[0].1[0].len()), Ok(1_000_000));
        assert_eq!(read(&b",".repeat(5_000)), "There is nothing in this file");
    }
}
