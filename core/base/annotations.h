// Thread-safety annotations that clang checks (-Wthread-safety); nothing under other compilers.
#pragma once

#if defined(__clang__)
#define ILV_ANNOTATE(x) __attribute__((x))
#else
#define ILV_ANNOTATE(x)
#endif

#define ILV_CAPABILITY(name) ILV_ANNOTATE(capability(name))
#define ILV_SCOPED_CAPABILITY ILV_ANNOTATE(scoped_lockable)
#define ILV_GUARDED_BY(lock) ILV_ANNOTATE(guarded_by(lock))
#define ILV_REQUIRES(...) ILV_ANNOTATE(requires_capability(__VA_ARGS__))
#define ILV_ACQUIRE(...) ILV_ANNOTATE(acquire_capability(__VA_ARGS__))
#define ILV_RELEASE(...) ILV_ANNOTATE(release_capability(__VA_ARGS__))
#define ILV_TRY_ACQUIRE(...) ILV_ANNOTATE(try_acquire_capability(__VA_ARGS__))
#define ILV_EXCLUDES(...) ILV_ANNOTATE(locks_excluded(__VA_ARGS__))
#define ILV_NO_THREAD_SAFETY_ANALYSIS ILV_ANNOTATE(no_thread_safety_analysis)
