//! Fault points: places where a test may stop the process or make a step fail, so that "killed at any step" is tried at
//! every step. Without the cargo feature `faults` a point is nothing.

#[cfg(feature = "faults")]
pub use armed::{Act, arm, arm_after, disarm, passed};

#[cfg(not(feature = "faults"))]
pub(crate) use idle::point;

#[cfg(feature = "faults")]
pub(crate) use armed::point;

#[cfg(not(feature = "faults"))]
mod idle {
    /// Nothing, at no cost.
    #[inline(always)]
    pub(crate) fn point(_name: &'static str) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(feature = "faults")]
mod armed {
    use std::cell::RefCell;
    use std::io;

    /// What happens at an armed point.
    #[derive(Debug, Clone, Copy)]
    pub enum Act {
        /// The process ends at once, as by `kill -9`.
        Abort,
        /// The step fails as if the disk were full.
        DiskFull,
        /// The step fails as if the disk gave an error.
        Broken,
    }

    #[derive(Default)]
    struct Plan {
        armed: Option<(usize, Act)>,
        before: Option<Box<dyn FnOnce()>>,
        passed: Vec<&'static str>,
    }

    thread_local! {
        // One plan a thread, so that tests may run side by side.
        static PLAN: RefCell<Plan> = RefCell::default();
    }

    /// From now on, the `nth` point this thread passes (counted from 0) acts.
    pub fn arm(nth: usize, act: Act) {
        PLAN.with_borrow_mut(|plan| *plan = Plan { armed: Some((nth, act)), ..Plan::default() });
    }

    /// As [`arm`] with [`Act::Broken`], after calling `before`, which finds the disk as a process killed there leaves it.
    pub fn arm_after(nth: usize, before: impl FnOnce() + 'static) {
        let before: Option<Box<dyn FnOnce()>> = Some(Box::new(before));
        PLAN.with_borrow_mut(|plan| *plan = Plan { armed: Some((nth, Act::Broken)), before, passed: Vec::new() });
    }

    /// Forgets the armed point and what was passed.
    pub fn disarm() {
        PLAN.with_borrow_mut(|plan| *plan = Plan::default());
    }

    /// The names of the points this thread passed since it was last armed or disarmed.
    pub fn passed() -> Vec<&'static str> {
        PLAN.with_borrow(|plan| plan.passed.clone())
    }

    /// Passes the point `name`: acts if its turn has come.
    pub(crate) fn point(name: &'static str) -> io::Result<()> {
        let (act, before) = PLAN.with_borrow_mut(|plan| {
            let place = plan.passed.len();
            plan.passed.push(name);
            let act = plan.armed.and_then(|(nth, act)| (nth == place).then_some(act));
            (act, act.and_then(|_| plan.before.take()))
        });
        before.into_iter().for_each(|before| before());
        match act {
            None => Ok(()),
            Some(Act::Abort) => std::process::abort(),
            Some(Act::DiskFull) => Err(io::Error::from(io::ErrorKind::StorageFull)),
            Some(Act::Broken) => Err(io::Error::other("injected error")),
        }
    }
}
