//! What would end the process in the middle of a write waits, or becomes an error.

#[cfg(unix)]
pub(super) use self::unix::{hold, survive_limits};

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::flag;

    /// Whether signals end the process, as they do by default.
    static FREE: OnceLock<Arc<AtomicBool>> = OnceLock::new();

    /// While it lives, the process cannot be interrupted.
    pub(crate) struct Held(Arc<AtomicBool>);

    impl Drop for Held {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    /// Passes over interrupts (ctrl-C, a terminal that is closed, `kill`) for as long as the files take
    /// to be renamed: the write is complete before anybody can see that they came to nothing.
    pub(crate) fn hold() -> Held {
        let free = FREE.get_or_init(|| {
            let free = Arc::new(AtomicBool::new(true));
            for signal in [SIGINT, SIGTERM, SIGHUP] {
                // Where it cannot be held off, a write that it cuts off can be undone all the same.
                let _ = flag::register_conditional_default(signal, Arc::clone(&free));
            }
            free
        });
        free.store(false, Ordering::SeqCst);
        Held(Arc::clone(free))
    }

    /// A limit on the size of files (`ulimit -f`) is an error like a full disk, and no sudden death.
    pub(crate) fn survive_limits() {
        let _ = flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Nothing is held off here.
#[cfg(not(unix))]
pub(super) fn hold() {}

/// There are no such limits here.
#[cfg(not(unix))]
pub(super) fn survive_limits() {}
