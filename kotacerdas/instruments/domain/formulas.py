"""Formulas of an edition: + - * / ( ), ln and cbrt over exact decimals, read from text and nothing else."""

import ast
from collections.abc import Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from fractions import Fraction
from functools import lru_cache

DIGITS = 40  # of ln, cbrt and divisions; published figures need six
FUNCTIONS = ("ln", "cbrt")
_LENGTH = 300


class BadFormula(ValueError):
    """The text is not a formula of the kind allowed, or has no value for these numbers."""


@lru_cache(maxsize=256)
def _tree(text: str) -> ast.expr:
    if len(text) > _LENGTH:
        raise BadFormula(f"the formula is longer than {_LENGTH} characters")
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise BadFormula(f"cannot read the formula {text!r}") from error
    for part in ast.walk(tree):
        _allow(part, text)
    return tree


def _allow(part: ast.AST, text: str) -> None:
    if isinstance(part, ast.Call):
        named = isinstance(part.func, ast.Name) and part.func.id in FUNCTIONS
        if not named or len(part.args) != 1 or part.keywords:
            raise BadFormula(f"only {' and '.join(FUNCTIONS)} of one value may be called in {text!r}")
    elif isinstance(part, ast.Constant):
        if type(part.value) is not int:
            raise BadFormula(f"write {part.value!r} as a parameter: numbers of a regulation are named")
    elif not isinstance(
        part,
        ast.BinOp | ast.UnaryOp | ast.Name | ast.Load | ast.Add | ast.Sub | ast.Mult | ast.Div | ast.USub,
    ):
        raise BadFormula(f"{type(part).__name__} is not allowed in {text!r}")


def names(text: str) -> set[str]:
    """The codes and parameters that the formula uses."""
    parts = list(ast.walk(_tree(text)))
    called = {id(part.func) for part in parts if isinstance(part, ast.Call)}
    return {part.id for part in parts if isinstance(part, ast.Name) and id(part) not in called}


def value(text: str, values: Mapping[str, Fraction]) -> Fraction:
    """The formula's value; exact while only + - * / are used, else to `DIGITS` significant digits.

    Raises `BadFormula` for a logarithm of nothing or a division by zero.
    """
    try:
        return _value(_tree(text), values)
    except (ZeroDivisionError, DivisionByZero, InvalidOperation) as error:
        raise BadFormula(f"{text} has no value for these numbers") from error


def _value(part: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match part:
        case ast.Constant(value=int(number)):
            return Fraction(number)
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(operand=inner):
            return -_value(inner, values)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _value(left, values), _value(right, values)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case _:
                    return a / b
        case ast.Call(func=ast.Name(id="ln"), args=[inner]):
            return _ln(_value(inner, values))
        case ast.Call(args=[inner]):
            return _cbrt(_value(inner, values))
    raise BadFormula(f"cannot compute {ast.dump(part)}")  # unreachable after _allow


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _ln(number: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = DIGITS
        if number <= 0:
            raise InvalidOperation
        return Fraction(_decimal(number).ln())


def _cbrt(number: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = DIGITS + 5
        if number == 0:
            return Fraction(0)
        if number < 0:
            return -_cbrt(-number)
        root = (_decimal(number).ln() / 3).exp()
        context.prec = DIGITS
        return Fraction(+root)
