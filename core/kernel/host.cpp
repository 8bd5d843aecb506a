#include "kernel/host.h"
