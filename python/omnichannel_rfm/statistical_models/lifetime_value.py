"""Expected orders by BG/NBD and expected order value by Gamma-Gamma, by maximum likelihood.

Rows are groups of identical customers with a weight, `counts`; times are in weeks.

frequency   repeat purchases in the time observed (x)
recency     weeks from the first to the last purchase (t_x)
age         weeks from the first purchase to the end of the time observed (T)

Sources: BG/NBD, Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing Science
24 (2005); its numerical form, Hardie's note 004; Gamma-Gamma, Fader and Hardie's note 025; profile
likelihood, Venzon and Moolgavkar (1988). Why not a library: decision 0013.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize, root
from scipy.special import digamma, gammaln, hyp2f1
from threadpoolctl import threadpool_limits

WEEKS_PER_MONTH = 4.345
# Half of the 95 % point of chi-squared with one degree of freedom.
LIKELIHOOD_DROP = 1.920729410347062
# Logarithms of parameters stay within this; a fit that ends here has no maximum inside.
LIMIT = 18.0
# Beyond this b customers hardly differ in their drop-out, and b is no longer identified.
LARGEST_LOG_B = float(np.log(1e4))
SIGNIFICANT_DIGITS = 8


class NotEstimable(Exception):
    """There is no sound estimate; the text is the reason as a code."""


@dataclass(frozen=True)
class Fit:
    """Parameters by name and how they were found.

    `intervals` holds (lower, upper) by name, 95 % by profile likelihood; None for an open end.
    `log_likelihood` is without penalty and in weeks. A parameter that is not identified is None.
    """

    parameters: dict[str, float | None]
    intervals: dict[str, tuple[float | None, float | None]]
    log_likelihood: float
    rows: int
    customers: int
    note: str | None


Objective = Callable[[np.ndarray], tuple[float, np.ndarray]]


# --- likelihoods ----------------------------------------------------------------------


@dataclass(frozen=True)
class Histories:
    """Groups of customers with equal histories; arrays of shape (rows,), times in any one unit.

    `different` are the frequencies that occur, `weights` the customers with each of them: what
    hangs on the frequency alone is computed once for each.
    """

    frequency: np.ndarray
    recency: np.ndarray
    age: np.ndarray
    counts: np.ndarray
    different: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(
        cls, frequency: np.ndarray, recency: np.ndarray, age: np.ndarray, counts: np.ndarray
    ) -> Histories:
        """Return histories of whole frequencies from 0, recency at most age, counts from 1."""
        floats = [np.asarray(one, dtype=float) for one in (frequency, recency, age, counts)]
        different, place = np.unique(floats[0], return_inverse=True)
        return cls(*floats, different, np.bincount(place, floats[3]))


def bg_nbd_log_likelihood(logs: np.ndarray, of: Histories) -> tuple[float, np.ndarray]:
    """Return the log-likelihood of BG/NBD and its gradient by the logarithms of its parameters.

    Args:
        logs: ln of r, alpha, a, b; of r and alpha alone for NBD, which has no drop-out (a = 0).
        of: the customers.
    """
    r, alpha = np.exp(logs[:2])
    steps, weights, orders = of.different, of.weights, r + of.frequency
    ln_alive = np.log(alpha + of.age)
    alive = -orders * ln_alive
    value = weights @ (gammaln(r + steps) - gammaln(r) + r * np.log(alpha))
    by_r = weights @ (digamma(r + steps) - digamma(r) + np.log(alpha))
    by_alpha = weights.sum() * r / alpha
    if len(logs) == 2:
        value += of.counts @ alive
        by_r -= of.counts @ ln_alive
        by_alpha -= of.counts @ (orders / (alpha + of.age))
        return float(value), np.array([r * by_r, alpha * by_alpha])

    a, b = np.exp(logs[2:])
    last = b + np.maximum(of.frequency, 1) - 1
    ln_gone = np.log(alpha + of.recency)
    gone = np.where(of.frequency > 0, np.log(a) - np.log(last) - orders * ln_gone, -np.inf)
    together = np.logaddexp(alive, gone)
    share_alive, share_gone = np.exp(alive - together), np.exp(gone - together)

    value += of.counts @ together
    value += weights @ (gammaln(b + steps) - gammaln(b) - gammaln(a + b + steps) + gammaln(a + b))
    by_r -= of.counts @ (share_alive * ln_alive + share_gone * ln_gone)
    by_alpha -= of.counts @ (
        orders * (share_alive / (alpha + of.age) + share_gone / (alpha + of.recency))
    )
    by_both = weights @ (digamma(a + b) - digamma(a + b + steps))
    by_a = by_both + of.counts @ share_gone / a
    by_b = by_both + weights @ (digamma(b + steps) - digamma(b)) - of.counts @ (share_gone / last)
    return float(value), np.array([r * by_r, alpha * by_alpha, a * by_a, b * by_b])


@dataclass(frozen=True)
class Spending:
    """Groups of customers with equal spending; arrays of shape (rows,), values in any one unit.

    `different` are the numbers of orders that occur, `weights` the customers with each of them.
    """

    orders: np.ndarray
    mean_value: np.ndarray
    counts: np.ndarray
    different: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, orders: np.ndarray, mean_value: np.ndarray, counts: np.ndarray) -> Spending:
        """Return spending of whole orders from 1, mean values above 0, counts from 1."""
        floats = [np.asarray(one, dtype=float) for one in (orders, mean_value, counts)]
        different, place = np.unique(floats[0], return_inverse=True)
        return cls(*floats, different, np.bincount(place, floats[2]))


def gamma_gamma_log_likelihood(logs: np.ndarray, of: Spending) -> tuple[float, np.ndarray]:
    """Return the log-likelihood of Gamma-Gamma and its gradient by ln of p, q, v.

    Args:
        logs: ln of p, q, v.
        of: the customers.
    """
    p, q, v = np.exp(logs)
    steps, weights = of.different, of.weights
    shapes = p * steps
    total = of.orders * of.mean_value
    ln_total, ln_more = np.log(total), np.log(total + v)
    value = weights @ (gammaln(q + shapes) - gammaln(q) - gammaln(shapes) + q * np.log(v))
    value += of.counts @ (
        p * of.orders * ln_total - np.log(of.mean_value) - (p * of.orders + q) * ln_more
    )
    more = digamma(q + shapes)
    by_p = weights @ (steps * (more - digamma(shapes)))
    by_p += of.counts @ (of.orders * (ln_total - ln_more))
    by_q = weights @ (more - digamma(q) + np.log(v)) - of.counts @ ln_more
    by_v = weights.sum() * q / v - of.counts @ ((p * of.orders + q) / (total + v))
    return float(value), np.array([p * by_p, q * by_q, v * by_v])


# --- maximisation ---------------------------------------------------------------------


def smallest(
    objective: Objective, start: np.ndarray, held: dict[int, float] | None = None
) -> tuple[np.ndarray, float]:
    """Return where an objective is smallest, and its value there.

    L-BFGS-B comes near; then the gradient is brought to zero, so that the place does not hang on
    where the descent was stopped.

    Args:
        objective: value and gradient at a place.
        start: where the descent begins.
        held: coordinates that stay as given.

    Raises:
        NotEstimable: `no_convergence`, or `no_variance` where it falls on to the limit of a
            coordinate.
    """
    held = held or {}
    free = [place for place in range(len(start)) if place not in held]
    whole = start.copy()
    whole[list(held)] = list(held.values())

    def reduced(some: np.ndarray) -> tuple[float, np.ndarray]:
        whole[free] = some
        value, gradient = objective(whole)
        return value, gradient[free]

    bounds = [(-LIMIT, LIMIT)] * len(free)
    options = {"maxiter": 300, "ftol": 1e-15, "gtol": 1e-9}
    near = minimize(reduced, start[free], jac=True, bounds=bounds, options=options)
    if np.abs(near.x).max() > LIMIT - 0.5:
        raise NotEstimable("no_variance")
    exact = root(lambda some: reduced(some)[1], near.x, tol=1e-12, options={"maxfev": 60})
    is_near = np.all(np.isfinite(exact.x)) and np.abs(exact.x - near.x).max() < 0.01
    place = exact.x if is_near and reduced(exact.x)[0] <= near.fun + 1e-9 else near.x
    value, gradient = reduced(place)
    if not np.isfinite(value) or np.abs(gradient).max() > 1e-6:
        raise NotEstimable("no_convergence")
    return whole.copy(), value


def penalised(
    log_likelihood: Objective, customers: float, penalty: float, scale: np.ndarray
) -> Objective:
    """Return minus the mean log-likelihood, plus `penalty` times the sum of squared parameters.

    Args:
        log_likelihood: value and gradient by the logarithms of the parameters.
        customers: what the sum is divided by.
        penalty: as lifetimes' `penalizer_coef`; 0 for the plain likelihood.
        scale: factor of each parameter before it is squared, shape (parameters,).
    """

    def objective(logs: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = log_likelihood(logs)
        squares = penalty * (np.exp(logs) * scale) ** 2
        return -value / customers + squares.sum(), -gradient / customers + 2 * squares

    return objective


def profile_intervals(
    names: tuple[str, ...],
    log_likelihood: Objective,
    best: np.ndarray,
    customers: float,
    left_out: tuple[str, ...] = (),
) -> dict[str, tuple[float | None, float | None]]:
    """Return the 95 % interval of each parameter by its profile likelihood.

    An end is where the largest log-likelihood with that parameter held lies 1.92 below the
    maximum; None where no value within a factor of a thousand does.

    Args:
        names: of the parameters.
        log_likelihood: value and gradient by the logarithms of the parameters.
        best: the logarithms at the maximum.
        customers: by which the search is scaled.
        left_out: parameters that are held at their value and get no interval.
    """
    top = log_likelihood(best)[0]
    free_names = [name for name in names if name not in left_out]

    def end(held: int, direction: float) -> float | None:
        others = [place for place, name in enumerate(names) if name in free_names and place != held]
        logs = best.copy()

        def slope(some: np.ndarray) -> np.ndarray:
            logs[others] = some
            return log_likelihood(logs)[1][others] / customers

        def drop(step: float, start: np.ndarray) -> tuple[float, np.ndarray]:
            logs[held] = best[held] + direction * step
            found = root(slope, start, tol=1e-10).x
            logs[others] = found
            return top - log_likelihood(logs)[0] - LIKELIHOOD_DROP, found

        # The others follow the held one, step by step, so that each search starts close by.
        below, reach, place = 0.0, 0.01, best[others]
        while True:
            fall, found = drop(reach, place)
            if not np.isfinite(fall) or np.abs(found).max() > LIMIT or reach > np.log(1_000):
                return None
            if fall > 0:
                break
            below, reach, place = reach, 1.5 * reach, found
        step = brentq(lambda step: drop(step, place)[0], below, reach, xtol=1e-6)
        return rounded(float(np.exp(best[held] + direction * step)), 5)

    return {
        name: (end(names.index(name), -1.0), end(names.index(name), 1.0)) for name in free_names
    }


def rounded(value: float, digits: int = SIGNIFICANT_DIGITS) -> float:
    """Return a number with so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


# --- fits -----------------------------------------------------------------------------


@threadpool_limits.wrap(limits=1)
def fit_bg_nbd(
    frequency: np.ndarray,
    recency: np.ndarray,
    age: np.ndarray,
    counts: np.ndarray,
    penalty: float = 0.0,
    minimum_customers: int = 1,
) -> Fit:
    """Fit BG/NBD; where drop-out explains nothing, NBD with a = 0.

    Args:
        frequency: shape (rows,), repeat purchases.
        recency: shape (rows,), weeks.
        age: shape (rows,), weeks.
        counts: shape (rows,), customers that a row stands for.
        penalty: lifetimes' `penalizer_coef`, on parameters fitted with the largest age as unit.
        minimum_customers: fewer are refused.

    Raises:
        NotEstimable: `only_one_time_buyers`, also without any customers, `too_few_customers`,
            `no_time_observed` (all ordered on the last day alone), `no_variance` or
            `no_convergence`.
    """
    if not frequency.any():
        raise NotEstimable("only_one_time_buyers")
    customers = float(counts.sum())
    if customers < minimum_customers:
        raise NotEstimable("too_few_customers")
    if not age.any():
        raise NotEstimable("no_time_observed")
    if len(np.unique(frequency)) == 1 and len(np.unique(age)) == 1:
        raise NotEstimable("no_variance")

    unit = float(age.max())
    histories = Histories.of(frequency, recency / unit, age / unit, counts)

    def log_likelihood(logs: np.ndarray) -> tuple[float, np.ndarray]:
        return bg_nbd_log_likelihood(logs, histories)

    # A mean rate of orders as the customers have it; any start would do.
    rate = max(float(counts @ frequency) / float(counts @ histories.age), 1e-6)
    objective = penalised(log_likelihood, customers, penalty, np.ones(2))
    plain, plain_value = smallest(objective, np.array([0.0, -np.log(rate)]))

    objective = penalised(log_likelihood, customers, penalty, np.ones(4))
    best, value, has_spread = None, plain_value, True
    try:
        best, value = smallest(objective, np.append(plain, [0.0, 1.0]))
    except NotEstimable:
        has_spread = False
    if not has_spread or best[3] > LARGEST_LOG_B:
        # Without an inner maximum: all customers drop out alike, if they do.
        has_spread = False
        try:
            start = np.append(plain, [0.0, LARGEST_LOG_B])
            best, value = smallest(objective, start, held={3: LARGEST_LOG_B})
        except NotEstimable:
            best = None
    has_drop_out = best is not None and (plain_value - value) * customers > LIKELIHOOD_DROP
    if not has_drop_out:
        best = plain

    names = ("r", "alpha", "a", "b")[: len(best)]
    held = () if has_spread or not has_drop_out else ("a", "b")
    intervals = {} if penalty else profile_intervals(names, log_likelihood, best, customers, held)
    parameters: dict[str, float | None] = {
        name: rounded(float(np.exp(log))) for name, log in zip(names, best, strict=True)
    }
    parameters["alpha"] = rounded(float(np.exp(best[1])) * unit)
    if "alpha" in intervals:
        intervals["alpha"] = tuple(end and rounded(end * unit, 5) for end in intervals["alpha"])
    note = None
    if not has_drop_out:
        parameters |= {"a": 0.0, "b": 0.0 if penalty else None}
        note = "no drop-out: with a = 0 the customers are as likely, and b says nothing"
    elif not has_spread:
        note = "all customers drop out alike: only a / (a + b) is identified, and b is held"
    likelihood = log_likelihood(best)[0] - float(counts @ frequency) * np.log(unit)
    return Fit(parameters, intervals, float(likelihood), len(counts), int(customers), note)


@threadpool_limits.wrap(limits=1)
def fit_gamma_gamma(
    orders: np.ndarray,
    mean_value: np.ndarray,
    counts: np.ndarray,
    penalty: float = 0.0,
    minimum_customers: int = 1,
) -> Fit:
    """Fit Gamma-Gamma.

    Args:
        orders: shape (rows,), orders that the mean is of.
        mean_value: shape (rows,), mean value of an order; the model knows values above 0 only, and
            other rows are left out.
        counts: shape (rows,), customers that a row stands for.
        penalty: lifetimes' `penalizer_coef`, on parameters in the unit of the values.
        minimum_customers: fewer with such a value are refused.

    Raises:
        NotEstimable: `no_spend`, `only_one_time_buyers` (the spread within a customer needs two
            orders), also without any customers, `too_few_customers`, `no_variance` or
            `no_convergence`.
    """
    spends = mean_value > 0
    if len(spends) and not spends.any():
        raise NotEstimable("no_spend")
    orders, mean_value, counts = orders[spends], mean_value[spends], counts[spends]
    if not (orders > 1).any():
        raise NotEstimable("only_one_time_buyers")
    customers = float(counts.sum())
    if customers < minimum_customers:
        raise NotEstimable("too_few_customers")
    if mean_value.max() == mean_value.min():
        raise NotEstimable("no_variance")

    unit = float(counts @ mean_value / customers)
    spending = Spending.of(orders, mean_value / unit, counts)

    def log_likelihood(logs: np.ndarray) -> tuple[float, np.ndarray]:
        return gamma_gamma_log_likelihood(logs, spending)

    names = ("p", "q", "v")
    scale = np.array([1.0, 1.0, unit])
    objective = penalised(log_likelihood, customers, penalty, scale)
    best, _ = smallest(objective, np.log([2.0, 2.0, 1.0]))
    value = log_likelihood(best)[0] - customers * np.log(unit)
    intervals = {} if penalty else profile_intervals(names, log_likelihood, best, customers)
    if intervals:
        intervals["v"] = tuple(end and rounded(end * unit, 5) for end in intervals["v"])
    found = np.exp(best) * scale
    parameters = {name: rounded(float(one)) for name, one in zip(names, found, strict=True)}
    note = None
    if parameters["q"] <= 1:
        note = "q is at most 1, so the population has no mean order value"
    return Fit(parameters, intervals, float(value), len(counts), int(customers), note)


# --- what follows from the parameters -------------------------------------------------


def probability_alive(
    parameters: dict[str, float | None],
    frequency: np.ndarray,
    recency: np.ndarray,
    age: np.ndarray,
) -> np.ndarray:
    """Return the probability, 0 to 1, that a customer still orders at the end of `age`.

    Hardie's note 021. Without drop-out, and before the first repeat purchase, it is 1.
    """
    r, alpha, a, b = (parameters[name] for name in ("r", "alpha", "a", "b"))
    if not a:
        return np.ones(len(frequency))
    odds_gone = np.exp(
        (r + frequency) * np.log((alpha + age) / (alpha + recency))
        + np.log(a)
        - np.log(b + np.maximum(frequency, 1) - 1)
    )
    return np.where(frequency > 0, 1 / (1 + odds_gone), 1.0)


def expected_orders(
    parameters: dict[str, float | None],
    weeks: float,
    frequency: np.ndarray,
    recency: np.ndarray,
    age: np.ndarray,
) -> np.ndarray:
    """Return the orders to expect of each customer in the next `weeks`.

    Equation 10 of Fader, Hardie and Lee (2005); without drop-out the mean of the customer's gamma
    distribution of rates, times the weeks.
    """
    r, alpha, a, b = (parameters[name] for name in ("r", "alpha", "a", "b"))
    if not a:
        return (r + frequency) / (alpha + age) * weeks
    # The formula has gaps, which its limits fill, where a = 1 or a + b + frequency = 1.
    if abs(a - 1) < 1e-6:
        a = 1 + 1e-6
    third = a + b + frequency - 1
    third = np.where(np.abs(third) < 1e-6, 1e-6, third)
    share = weeks / (alpha + age + weeks)
    # The equation has r + frequency where Euler's transformation has a - 1; the smaller of the two
    # keeps both factors within a double's range. Where even that is beyond it, with an a above 1,
    # their product is next to nothing.
    low, high = np.minimum(a - 1, r + frequency), np.maximum(a - 1, r + frequency)
    series = hyp2f1(third - high, low, third, share) * (1 - share) ** low
    series = np.where(np.isfinite(series) | (a < 1), series, 0.0)
    staying = probability_alive(parameters, frequency, recency, age)
    return third / (a - 1) * (1 - series) * staying


def discounted_orders(
    parameters: dict[str, float | None],
    months: int,
    monthly_discount: float,
    frequency: np.ndarray,
    recency: np.ndarray,
    age: np.ndarray,
) -> np.ndarray:
    """Return the orders of the next months, each month's divided by (1 + discount)^month.

    A month is 4.345 weeks, as in lifetimes' `customer_lifetime_value`.
    """
    total = np.zeros(len(frequency))
    before = np.zeros(len(frequency))
    for month in range(1, months + 1):
        until = expected_orders(parameters, month * WEEKS_PER_MONTH, frequency, recency, age)
        total += (until - before) / (1 + monthly_discount) ** month
        before = until
    return total
