"""Gradient-boosted decision trees with logistic loss, in numpy alone.

Histogram method (as in Ke et al., "LightGBM", NIPS 2017, without its sampling tricks), trees grown
level by level, rows and features drawn afresh for each tree (Friedman, "Stochastic gradient
boosting", 2002). Targets may be fractions. Deterministic for a seed.
"""
import numpy as np

BINS = 64


class Binner:
    def __init__(self, rows):
        self.edges = []
        for column in rows.T:
            values = np.unique(column)
            if len(values) > BINS - 1:
                values = np.unique(np.quantile(column, np.linspace(0, 1, BINS - 1)))
            self.edges.append(((values[1:] + values[:-1]) / 2).astype(np.float32))

    def bin(self, rows):
        out = np.empty(rows.shape, dtype=np.uint8)
        for i, edges in enumerate(self.edges):
            out[:, i] = np.searchsorted(edges, rows[:, i], side='right')
        return out


def grow(bins, gradient, hessian, features, depth, min_hessian, l2):
    """One tree as arrays (feature, bin, left, right, value); feature -1 marks a leaf."""
    n_nodes = 1
    feature, threshold, left, right = [-1], [0], [0], [0]
    total_g, total_h = [gradient.sum()], [hessian.sum()]
    at = np.zeros(len(gradient), dtype=np.int32)  # node of each row
    frontier = [0]
    for _ in range(depth):
        slot = np.full(n_nodes, -1, dtype=np.int32)
        slot[frontier] = np.arange(len(frontier))
        where = slot[at]
        live = np.nonzero(where >= 0)[0]
        if len(live) == 0:
            break
        base = where[live] * BINS
        g, h = gradient[live], hessian[live]
        size = len(frontier) * BINS
        best_gain = np.full(len(frontier), 1e-6)
        best = [None] * len(frontier)
        sum_g = np.array([total_g[n] for n in frontier])[:, None]
        sum_h = np.array([total_h[n] for n in frontier])[:, None]
        parent = sum_g**2 / (sum_h + l2)
        for f in features:
            index = base + bins[live, f]
            gl = np.bincount(index, g, size).reshape(-1, BINS).cumsum(1)
            hl = np.bincount(index, h, size).reshape(-1, BINS).cumsum(1)
            gr, hr = sum_g - gl, sum_h - hl
            gain = gl**2 / (hl + l2) + gr**2 / (hr + l2) - parent
            gain[(hl < min_hessian) | (hr < min_hessian)] = -1
            cut = gain.argmax(1)
            for k in np.nonzero(gain[np.arange(len(frontier)), cut] > best_gain)[0]:
                best_gain[k] = gain[k, cut[k]]
                best[k] = (f, cut[k], gl[k, cut[k]], hl[k, cut[k]])
        following = []
        for k, node in enumerate(frontier):
            if best[k] is None:
                continue
            f, cut, gl, hl = best[k]
            feature[node], threshold[node] = f, cut
            left[node], right[node] = n_nodes, n_nodes + 1
            for child_g, child_h in ((gl, hl), (total_g[node] - gl, total_h[node] - hl)):
                feature.append(-1)
                threshold.append(0)
                left.append(0)
                right.append(0)
                total_g.append(child_g)
                total_h.append(child_h)
                following.append(n_nodes)
                n_nodes += 1
        feature_of, cut_of = np.array(feature), np.array(threshold)
        left_of, right_of = np.array(left), np.array(right)
        node = at[live]
        inner = feature_of[node] >= 0
        rows, node = live[inner], node[inner]
        goes_left = bins[rows, feature_of[node]] <= cut_of[node]
        at[rows] = np.where(goes_left, left_of[node], right_of[node])
        frontier = following
        if not frontier:
            break
    value = -np.array(total_g) / (np.array(total_h) + l2)
    return np.array(feature), np.array(threshold), np.array(left), np.array(right), value


def apply(tree, bins):
    feature, threshold, left, right, value = tree
    at = np.zeros(len(bins), dtype=np.int32)
    while True:
        rows = np.nonzero(feature[at] >= 0)[0]
        if len(rows) == 0:
            return value[at]
        node = at[rows]
        goes_left = bins[rows, feature[node]] <= threshold[node]
        at[rows] = np.where(goes_left, left[node], right[node])


class Forest:
    def __init__(self, binner, trees, bias):
        self.binner, self.trees, self.bias = binner, trees, bias

    def margin(self, rows):
        bins = self.binner.bin(rows)
        out = np.full(len(rows), self.bias)
        for tree in self.trees:
            out += apply(tree, bins)
        return out

    def write(self, path, names, header):
        """Text: one line a tree node, `feature threshold left right` or `= value`."""
        with open(path, 'w', encoding='utf8') as out:
            for line in header.strip().split('\n'):
                out.write('# ' + line + '\n')
            out.write('features\t' + '\t'.join(names) + '\n')
            out.write('bias\t%.5g\n' % self.bias)
            for feature, threshold, left, right, value in self.trees:
                out.write('tree\t%d\n' % len(feature))
                for i in range(len(feature)):
                    if feature[i] < 0:
                        out.write('=\t%.4g\n' % value[i])
                    else:
                        cut = self.binner.edges[feature[i]][threshold[i]]
                        out.write('%d\t%.6g\t%d\t%d\n' % (feature[i], cut, left[i], right[i]))


def train(rows, target, weight, trees=200, depth=6, rate=0.1, row_share=0.5, feature_share=0.3,
          min_hessian=2.0, l2=2.0, seed=1, report=None):
    random = np.random.default_rng(seed)
    binner = Binner(rows)
    bins = binner.bin(rows)
    mean = np.clip((target * weight).sum() / weight.sum(), 1e-3, 1 - 1e-3)
    bias = float(np.log(mean / (1 - mean)))
    margin = np.full(len(rows), bias)
    usable = np.array([f for f, edges in enumerate(binner.edges) if len(edges) > 0])
    out = []
    for number in range(trees):
        chance = 1 / (1 + np.exp(-margin))
        gradient = weight * (chance - target)
        hessian = weight * np.maximum(chance * (1 - chance), 1e-6)
        drawn = np.nonzero(random.random(len(rows)) < row_share)[0]
        features = random.choice(usable, max(1, int(len(usable) * feature_share)), replace=False)
        feature, cut, left, right, value = grow(
            bins[drawn], gradient[drawn], hessian[drawn], features, depth, min_hessian, l2)
        tree = (feature, cut, left, right, value * rate)
        margin += apply(tree, bins)
        out.append(tree)
        if report:
            report(number, margin)
    return Forest(binner, out, bias)
