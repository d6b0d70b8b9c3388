//! What a run used of the machine, read from Linux's `/proc`: processor time of this process, of a server and of everything, memory, disk.
//! The time nobody in the run accounts for is the neighbours': it says whether a figure can be trusted. Other systems are left out.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// Processor time this process has used, user and system together, to the nanosecond.
pub fn own_cpu() -> Duration {
    let used = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(used.tv_sec.unsigned_abs(), u32::try_from(used.tv_nsec).unwrap_or(0))
}

/// Allows as many open files as the system lets us have; servers started from here inherit it.
pub fn raise_file_limit() {
    let limit = getrlimit(Resource::Nofile);
    // A refusal leaves the old limit, and opening the connections then says so.
    let _refused = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
}

/// Processor time a process has used, to the tick (10 ms).
pub fn process_cpu(pid: u32) -> io::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The second field is the program's name in brackets and may hold spaces: count from the last bracket.
    let rest = stat.rsplit_once(')').map_or("", |parts| parts.1);
    Ok(ticks(rest.split_whitespace().skip(11).take(2)))
}

/// The most memory a process has held, in bytes.
pub fn process_peak_memory(pid: u32) -> io::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    Ok(status_bytes(&status, "VmHWM:"))
}

/// The memory this process holds and the most it has held, in bytes; zero where the system does not say.
pub fn own_memory() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    (status_bytes(&status, "VmRSS:"), status_bytes(&status, "VmHWM:"))
}

fn status_bytes(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes: u64 = line.and_then(|value| value.trim().split(' ').next()?.parse().ok()).unwrap_or(0);
    kilobytes * 1024
}

/// Processor time of the whole machine.
#[derive(Debug, Clone, Copy)]
pub struct Busy {
    /// User, nice and system time of all processes, interrupts included.
    pub work: Duration,
    /// Time the host gave to others.
    pub stolen: Duration,
}

/// Processor time of the whole machine since it started.
pub fn machine_cpu() -> io::Result<Busy> {
    let stat = fs::read_to_string("/proc/stat")?;
    let fields: Vec<&str> = stat.lines().next().unwrap_or("").split_whitespace().skip(1).collect();
    let pick = |places: &[usize]| ticks(places.iter().filter_map(|place| fields.get(*place).copied()));
    Ok(Busy { work: pick(&[0, 1, 2, 5, 6]), stolen: pick(&[7]) })
}

/// Disk space a directory takes, in bytes of whole blocks, and its number of files.
pub fn disk_use(directory: &Path) -> io::Result<(u64, u64)> {
    let (mut bytes, mut files) = (0, 0);
    for item in fs::read_dir(directory)? {
        let item = item?;
        let meta = item.metadata()?;
        bytes += meta.blocks() * 512;
        if meta.is_dir() {
            let (below, count) = disk_use(&item.path())?;
            (bytes, files) = (bytes + below, files + count);
        } else {
            files += 1;
        }
    }
    Ok((bytes, files))
}

/// One line about the machine: cores, processor, system.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |parts| parts.1);
    let system = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{cores} cores, {model}, Linux {}", system.trim())
}

fn ticks<'a>(fields: impl Iterator<Item = &'a str>) -> Duration {
    let total: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_secs_f64(total as f64 / rustix::param::clock_ticks_per_second() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_shows_in_every_clock() {
        let (own, process, machine) = (own_cpu(), process_cpu(std::process::id()).unwrap(), machine_cpu().unwrap());
        while own_cpu() - own < Duration::from_millis(60) {
            std::hint::black_box(0);
        }
        assert!(process_cpu(std::process::id()).unwrap() > process);
        assert!(machine_cpu().unwrap().work > machine.work);
        assert!(process_peak_memory(std::process::id()).unwrap() > 100_000);
    }

    #[test]
    fn disk_use_counts_files_below() {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("a")).unwrap();
        fs::write(directory.path().join("a/b"), vec![1; 10_000]).unwrap();
        let (bytes, files) = disk_use(directory.path()).unwrap();
        assert!(files == 1 && bytes >= 10_000, "{bytes} bytes in {files} files");
    }
}
