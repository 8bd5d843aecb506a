# First rows.txt, then the sources of the tests; see report.sh.

function trim(text) { sub(/^ +/, "", text); sub(/ +$/, "", text); return text }

# The test under way is over: it counts for every row that its name tells of.
function close_test(    rest, row, host, i, prefix, seen, key) {
    if (test == "")
        return
    host = body ~ /HostKind::free/ ? (body ~ /HostKind::conducted|: *\{|bothHosts/ ? "both" : "free") : \
           body ~ /[gG]oroutines\(|[rR]un|golden|options/ ? "conducted" : "alone"
    if (parametrised)
        host = "of " suite
    rest = test
    if (suite == "Checker") {
        while (match(rest, /[A-Z][0-9][0-9]/)) {
            key = substr(rest, RSTART, 1) "-" substr(rest, RSTART + 1, 2)
            traces[key] = 1
            rest = substr(rest, RSTART + RLENGTH)
        }
        return
    }
    while (match(rest, /[A-Z]_[0-9][0-9]/)) {
        # Two letters are no row of section 2.
        if (RSTART == 1 || substr(rest, RSTART - 1, 1) !~ /[A-Z]/)
            add(substr(rest, RSTART, 1) "-" substr(rest, RSTART + 2, 2), host)
        rest = substr(rest, RSTART + RLENGTH)
    }
    for (i = 1; i <= rows; ++i) {
        prefix = also[id[i]]
        if (prefix != "" && index(test, prefix "_") == 1)
            add(id[i], host)
    }
}
function add(row, host) {
    count[row]++
    hosts[row] = hosts[row] " | " host
}

FILENAME ~ /rows\.txt$/ {
    if ($0 ~ /^#/ || $0 ~ /^ *$/)
        next
    fields = split($0, part, "|")
    id[++rows] = trim(part[1])
    title[id[rows]] = trim(part[2])
    reason[id[rows]] = fields > 2 ? trim(part[3]) : ""
    also[id[rows]] = fields > 3 ? trim(part[4]) : ""
    next
}
/^INSTANTIATE_TEST_SUITE_P\(/ { instance = "" ; gathering = 1 }
gathering {
    instance = instance $0
    if ($0 ~ /;/) {
        gathering = 0
        split(instance, part, ",")
        name = trim(part[2])
        if (instance ~ /bothHosts/)
            both[name] = 1
        else if (instance ~ /HostKind::free/)
            both[name] = instance ~ /HostKind::conducted/ ? 1 : 2
    }
}
/^TEST(_P|_F)?\(/ {
    parametrised = $0 ~ /^TEST_P/
    line = $0
    sub(/^TEST(_P|_F)?\(/, "", line)
    split(line, part, /[,)]/)
    suite = trim(part[1])
    test = trim(part[2])
    body = ""
}
test != "" { body = body "\n" $0 }
/^}/ { close_test(); test = "" }

END {
    bad = open = none = 0
    # host: what the tests run under; any: whatever runs is checked, and that the check notices is tested.
    print "row   host      tests  checker  what it is about"
    for (i = 1; i <= rows; ++i) {
        row = id[i]
        free = conducted = alone = 0
        n = split(hosts[row], part, " [|] ")
        for (k = 1; k <= n; ++k) {
            host = trim(part[k])
            if (host ~ /^of /) {
                host = substr(host, 4)
                host = both[host] == 1 ? "both" : both[host] == 2 ? "free" : "conducted"
            }
            free += host == "both" || host == "free"
            conducted += host == "both" || host == "conducted"
            alone += host == "alone"
        }
        how = free && conducted ? "both" : free ? "free" : conducted ? "conducted" : alone ? "unit" : traces[row] ? "any" : "-"
        tested = count[row] > 0 || traces[row]
        why = reason[row]
        waits = why ~ /^open/
        if (!tested && why == "") {
            how = "NOTHING"
            bad++
        } else if (tested && why != "" && !waits) {
            why = "HAS A TEST, and a reason for having none: " why
            bad++
        }
        open += waits && !tested
        none += !tested && why != "" && !waits
        line = sprintf("%-5s %-9s %5d  %-7s  %-58s", row, how, count[row], traces[row] ? "yes" : "", title[row])
        line = line (why != "" && !(waits && tested) ? "  " why : "")
        sub(/ +$/, "", line)
        print line
        known[row] = 1
    }
    for (row in count)
        if (!known[row]) {
            print row " is named by a test and is no row"
            bad++
        }
    printf "%d rows: %d open, %d without a test for a reason, %d wrong\n", rows, open, none, bad
    if (check == "--check" && bad)
        exit 1
}
